package lode.worker;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private final Consumer<WorkerFactory> registration;
  private final Tables tables;
  private final Duration drain;
  private final Consumer<BooleanSupplier> preparation;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running;
  private volatile boolean ready;
  private volatile @Nullable Thread starting;

  /**
   * Of these workers.
   *
   * @param preparation what makes the first job faster, done beside the work as long as it is told
   *     that the worker runs
   */
  WorkerLifecycle(
      WorkerFactory factory,
      Consumer<WorkerFactory> registration,
      Tables tables,
      Duration drain,
      Consumer<BooleanSupplier> preparation) {
    this.preparation = preparation;
    this.factory = factory;
    this.registration = registration;
    this.tables = tables;
    this.drain = drain;
  }

  @Override
  public void start() {
    running = true;
    registration.accept(factory);
    Thread thread = new Thread(this::startWhenPossible, "worker-start");
    thread.setDaemon(true);
    starting = thread;
    thread.start();
  }

  private void startWhenPossible() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (running && !tables.await(1, TimeUnit.SECONDS)) {
        LOG.debug("waiting for the database");
      }
      while (running && !tryToStart()) {
        if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
      prepare();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void prepare() {
    try {
      preparation.accept(() -> running);
    } catch (RuntimeException failed) {
      LOG.warn("the first job may be slower than others", failed);
    }
  }

  private boolean tryToStart() {
    try {
      factory.start();
      if (!running) {
        factory.shutdownNow();
        return true;
      }
      ready = true;
      LOG.info("workers started");
      return true;
    } catch (io.grpc.StatusRuntimeException away) {
      if (running) {
        LOG.warn("Temporal is not there yet, trying again: {}", away.getStatus());
      }
      return false;
    }
  }

  /** Whether the workers poll for tasks. */
  public boolean isReady() {
    return ready;
  }

  @Override
  public void stop() {
    boolean worked = ready;
    running = false;
    ready = false;
    stopped.countDown();
    interruptStart();
    if (!worked) {
      // Ending workers that never polled would ask Temporal for each of them, and it is not there.
      return;
    }
    factory.shutdown();
    factory.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.warn("activities did not finish within {}; they are retried by another worker", drain);
      factory.shutdownNow();
      factory.awaitTermination(2, TimeUnit.SECONDS);
    }
  }

  /** A start that waits for Temporal would make the stop wait too. */
  private void interruptStart() {
    Thread thread = starting;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** What says when the tables are up to date. */
  @FunctionalInterface
  interface Tables {

    /** Waits for them; false when that takes longer. */
    boolean await(long timeout, TimeUnit unit) throws InterruptedException;
  }

  /** Last to start, first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
