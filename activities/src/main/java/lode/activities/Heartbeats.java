package lode.activities;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells Temporal every second that an activity lives and how far it is, and the activity when it
 * was cancelled. Make it on the activity's thread.
 */
public final class Heartbeats implements AutoCloseable {

  private static final ScheduledExecutorService CLOCK =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  private final ActivityExecutionContext context = Activity.getExecutionContext();
  private final Supplier<?> progress;
  private final ScheduledFuture<?> beats;
  private volatile @Nullable ActivityCompletionException ended;

  private Heartbeats(Supplier<?> progress) {
    this.progress = progress;
    this.beats = CLOCK.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
  }

  /**
   * Begins to beat.
   *
   * @param progress what to tell; called on another thread
   */
  public static Heartbeats of(Supplier<?> progress) {
    return new Heartbeats(progress);
  }

  private void beat() {
    try {
      context.heartbeat(progress.get());
    } catch (ActivityCompletionException over) {
      ended = over;
      beats.cancel(false);
    }
  }

  /** Whether the activity was cancelled or its worker shuts down. */
  public boolean isEnded() {
    return ended != null;
  }

  /** Throws what ended the activity, if anything did. */
  public void checkEnded() {
    ActivityCompletionException over = ended;
    if (over != null) {
      throw over;
    }
  }

  @Override
  public void close() {
    beats.cancel(false);
  }
}
