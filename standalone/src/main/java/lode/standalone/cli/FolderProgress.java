package lode.standalone.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import lode.standalone.pages.FolderTotals;

/** Says how far the reading of a folder is: over the line before on a terminal, else now and then. */
final class FolderProgress implements IntConsumer {

  private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Console console;
  private final int pages;
  private final long began = System.nanoTime();
  private long saidAt = began;
  private boolean overwrites;

  FolderProgress(Console console, int pages) {
    this.console = console;
    this.pages = pages;
  }

  @Override
  public void accept(int done) {
    long now = System.nanoTime();
    if (now - saidAt < (console.terminal() ? TERMINAL_NANOS : LINE_NANOS)) {
      return;
    }
    saidAt = now;
    String words = String.format("%d of %d pages, %.0f a second", done, pages, rate(done, now));
    if (console.terminal()) {
      overwrites = true;
      console.overwrite(words);
    } else {
      console.say(words);
    }
  }

  /** Says how it ended. */
  void end(FolderTotals totals) {
    if (overwrites) {
      console.overwrite("");
    }
    long now = System.nanoTime();
    console.say(
        String.format(
            "%d pages, %d partial, %d failed, in %.1f s: %.0f a second",
            totals.pages(),
            totals.partial(),
            totals.failed(),
            (now - began) / 1e9,
            rate(totals.pages(), now)));
  }

  private double rate(int done, long now) {
    return done * 1e9 / Math.max(1, now - began);
  }
}
