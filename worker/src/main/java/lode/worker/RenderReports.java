package lode.worker;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.Renderers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells all processes again and again whether this worker renders pages, or why it does not. */
final class RenderReports implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RenderReports.class);
  private static final long EVERY_SECONDS = 10;
  private static final long FIRST_TRIES_MILLIS = 200;

  private final Renderers renderers;
  private final PageRenderer renderer;
  private final BooleanSupplier workerIsReady;
  private final Clock clock;
  private final String worker = UUID.randomUUID().toString();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "render-reports");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean running;
  private boolean reported;

  RenderReports(
      Renderers renderers, PageRenderer renderer, BooleanSupplier workerIsReady, Clock clock) {
    this.renderers = renderers;
    this.renderer = renderer;
    this.workerIsReady = workerIsReady;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    schedule.scheduleWithFixedDelay(
        this::firstReport, 0, FIRST_TRIES_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** As soon as the worker works, then at a calmer pace. */
  private void firstReport() {
    if (!reported && workerIsReady.getAsBoolean()) {
      reported = true;
      schedule.scheduleWithFixedDelay(this::report, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void report() {
    try {
      Optional<String> hindrance = renderer.hindrance();
      renderers.report(worker, hindrance.orElse(null), clock.instant());
    } catch (RuntimeException away) {
      LOG.debug("not reported now: {}", away.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
    if (!reported) {
      // Where the database never was, a stop must not wait for it.
      return;
    }
    try {
      renderers.leave(worker);
    } catch (RuntimeException away) {
      LOG.debug("not taken back: {}", away.toString());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops together with the worker: nothing new shall wait for its browser. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
