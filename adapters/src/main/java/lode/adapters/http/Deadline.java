package lode.adapters.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Ends a request that takes too long as a whole, however steadily it trickles. */
final class Deadline implements AutoCloseable {

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fetch-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> abort;

  private Deadline(ScheduledFuture<?> abort) {
    this.abort = abort;
  }

  static Deadline of(HttpGet request, Duration limit) {
    return new Deadline(CLOCK.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    abort.cancel(false);
  }
}
