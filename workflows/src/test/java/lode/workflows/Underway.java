package lode.workflows;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds activities in the middle of their work until they are let go or cancelled. */
public final class Underway {

  private final CountDownLatch begun;
  private final CountDownLatch released = new CountDownLatch(1);

  /** Waits for so many activities. */
  public Underway(int activities) {
    begun = new CountDownLatch(activities);
  }

  /** Called by an activity: stays, beating, until released; throws when it is cancelled. */
  public void hold() throws ActivityCompletionException {
    begun.countDown();
    try {
      do {
        Activity.getExecutionContext().heartbeat(null);
      } while (!released.await(20, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker was stopped", stopped);
    }
  }

  /** Waits until the activities are there. */
  public void awaitBegun() {
    try {
      if (!begun.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("no activity began");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** Lets them go on. */
  public void release() {
    released.countDown();
  }
}
