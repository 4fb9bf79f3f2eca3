package lode.adapters.browser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lode.adapters.http.FetchSettings;
import lode.domain.crawl.PageRenderer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link PageRenderer} over Playwright and an installed Chromium. A browser starts with the first page
 * and is replaced when it is worn out; each belongs to one thread, as Playwright asks for.
 */
public final class ChromiumRenderer implements PageRenderer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChromiumRenderer.class);
  private static final long CLOSE_SECONDS = 5;
  private static final long TRY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final RenderSettings settings;
  private final FetchSettings fetches;
  private final InstalledPrograms programs;
  private final List<Seat> seats = new ArrayList<>();
  private final BlockingQueue<Seat> free;
  private volatile boolean closed;
  private @Nullable ScheduledThreadPoolExecutor clock;
  private @Nullable Optional<String> hindrance;
  private @Nullable String startFailure;
  private long startFailedAt;

  /** Renders as the settings say, and reaches what fetches reach. */
  public ChromiumRenderer(RenderSettings settings, FetchSettings fetches) {
    this.settings = settings;
    this.fetches = fetches;
    this.programs = new InstalledPrograms(settings, System.getenv());
    this.free = new ArrayBlockingQueue<>(settings.browsers());
    for (int i = 0; i < settings.browsers(); i++) {
      free.add(new Seat());
    }
    seats.addAll(free);
  }

  @Override
  public synchronized Optional<String> hindrance() {
    Optional<String> known = hindrance;
    if (known == null) {
      known = programs.hindrance();
      hindrance = known;
    }
    return known.or(this::recentFailure);
  }

  /** A browser that did not start may do so later, when there is memory again. */
  private Optional<String> recentFailure() {
    return System.nanoTime() - startFailedAt > TRY_AGAIN_NANOS
        ? Optional.empty()
        : Optional.ofNullable(startFailure);
  }

  private synchronized void startFailed(String reason) {
    startFailure = "the browser does not start: " + reason;
    startFailedAt = System.nanoTime();
  }

  @Override
  public int pagesAtOnce() {
    return settings.browsers();
  }

  @Override
  public Rendition render(RenderRequest request) throws InterruptedException {
    Seat seat = free.take();
    try {
      return seat.render(request);
    } finally {
      free.add(seat);
    }
  }

  private synchronized ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor running = clock;
    if (running == null) {
      running = new ScheduledThreadPoolExecutor(1, daemon("render-deadlines"));
      running.setRemoveOnCancelPolicy(true);
      clock = running;
    }
    return running;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Ends all browsers and what belongs to them. */
  @Override
  public void close() {
    closed = true;
    seats.forEach(Seat::close);
    synchronized (this) {
      if (clock != null) {
        clock.shutdownNow();
      }
    }
  }

  /** A place for one page: a thread, and the browser that belongs to it. */
  private final class Seat {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(daemon("browser"));
    private volatile @Nullable ChromiumBrowser browser;

    Rendition render(RenderRequest request) throws InterruptedException {
      if (closed) {
        return new NoBrowser("the worker stops");
      }
      Future<Rendition> page = thread.submit(() -> renderHere(request));
      try {
        return page.get();
      } catch (InterruptedException stopped) {
        kill();
        throw stopped;
      } catch (ExecutionException failed) {
        throw new IllegalStateException("rendering broke off", failed.getCause());
      }
    }

    private Rendition renderHere(RenderRequest request) {
      ChromiumBrowser running = browser;
      if (running != null && !running.isAlive()) {
        // It died at rest, which no page has to pay for.
        closeBrowser();
        running = null;
      }
      try {
        if (running == null) {
          running = ChromiumBrowser.start(settings, fetches, programs, clock());
          browser = running;
          LOG.info("started {}", programs.browser().orElseThrow());
        }
      } catch (IOException | RuntimeException notStarted) {
        String reason = ChromiumBrowser.firstLine(notStarted);
        LOG.warn("no browser: {}", reason);
        startFailed(reason);
        return new NoBrowser(reason);
      }
      Rendition rendition = running.render(request);
      if (running.isWornOut()) {
        browser = null;
        running.close();
      }
      return rendition;
    }

    private void kill() {
      ChromiumBrowser running = browser;
      if (running != null) {
        running.kill();
      }
    }

    void close() {
      thread.execute(this::closeBrowser);
      thread.shutdown();
      try {
        if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
          kill();
          thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
      } catch (InterruptedException stopped) {
        kill();
        Thread.currentThread().interrupt();
      }
    }

    private void closeBrowser() {
      ChromiumBrowser running = browser;
      browser = null;
      if (running != null) {
        running.close();
      }
    }
  }
}
