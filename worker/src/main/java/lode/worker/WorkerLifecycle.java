package lode.worker;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lode.adapters.postgres.DatabaseMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers once the tables are up to date and Temporal answers, trying again with growing
 * pauses; stops them so that activities finish or are handed over.
 */
public final class WorkerLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final WorkerFactory factory;
  private final Registration registration;
  private final DatabaseMigration migration;
  private final Duration drain;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running;
  private volatile boolean ready;

  WorkerLifecycle(
      WorkerFactory factory,
      Registration registration,
      DatabaseMigration migration,
      Duration drain) {
    this.factory = factory;
    this.registration = registration;
    this.migration = migration;
    this.drain = drain;
  }

  @Override
  public void start() {
    running = true;
    registration.register(factory);
    Thread thread = new Thread(this::startWhenPossible, "worker-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void startWhenPossible() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (running && !migration.await(1, TimeUnit.SECONDS)) {
        LOG.debug("waiting for the database");
      }
      while (running && !tryToStart()) {
        if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tryToStart() {
    try {
      factory.start();
      ready = true;
      LOG.info("workers started");
      return true;
    } catch (io.grpc.StatusRuntimeException away) {
      LOG.warn("Temporal is not there yet, trying again: {}", away.getStatus());
      return false;
    }
  }

  /** Whether the workers poll for tasks. */
  public boolean isReady() {
    return ready;
  }

  @Override
  public void stop() {
    running = false;
    ready = false;
    stopped.countDown();
    factory.shutdown();
    factory.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.warn("activities did not finish within {}; they are retried by another worker", drain);
      factory.shutdownNow();
      factory.awaitTermination(2, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Last to start, first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
