package lode.workflows;

import io.temporal.workflow.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/** Keeps a bounded number of steps under way; use from one workflow. */
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
      running.remove().get();
    }
  }

  /** Waits for all steps. */
  public void drain() {
    while (!running.isEmpty()) {
      running.remove().get();
    }
  }
}
