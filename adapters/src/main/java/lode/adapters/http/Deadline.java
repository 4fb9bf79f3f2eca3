package lode.adapters.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Ends a request that takes too long as a whole, however steadily it trickles. */
final class Deadline implements AutoCloseable {

  private static final ScheduledExecutorService CLOCK = clock();

  private final ScheduledFuture<?> abort;
  private final AtomicBoolean over;

  private Deadline(ScheduledFuture<?> abort, AtomicBoolean over) {
    this.abort = abort;
    this.over = over;
  }

  private static ScheduledExecutorService clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "fetch-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    // Else each request would be held until its deadline.
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  static Deadline of(HttpGet request, Duration limit) {
    AtomicBoolean over = new AtomicBoolean();
    Runnable end =
        () -> {
          over.set(true);
          request.cancel();
        };
    return new Deadline(CLOCK.schedule(end, limit.toMillis(), TimeUnit.MILLISECONDS), over);
  }

  /** Whether the request was ended. */
  boolean isOver() {
    return over.get();
  }

  @Override
  public void close() {
    abort.cancel(false);
  }
}
