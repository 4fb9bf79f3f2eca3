package lode.workflows;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps a bounded number of steps under way; use from one workflow. When a step fails, the others end
 * before the failure is thrown on: nothing writes behind a job that has ended.
 */
public final class SlidingWindow {

  private final Queue<Promise<Void>> running = new ArrayDeque<>();
  private final int width;

  /** A window for so many steps at once. */
  public SlidingWindow(int width) {
    this.width = width;
  }

  /** Takes in a step that was started; waits for the oldest ones while the window is full. */
  public void add(Promise<Void> step) {
    running.add(step);
    while (running.size() >= width) {
      take();
    }
  }

  /** Waits for all steps. */
  public void drain() {
    while (!running.isEmpty()) {
      take();
    }
  }

  private void take() {
    try {
      running.remove().get();
    } catch (TemporalFailure failure) {
      settle(running);
      running.clear();
      throw failure;
    }
  }

  /** Waits until all have ended, however they end. */
  public static void settle(Iterable<? extends Promise<?>> steps) {
    for (Promise<?> step : steps) {
      step.getFailure();
    }
  }
}
