package lode.adapters.office;

import java.time.Duration;
import lode.domain.document.FileNotReadable;

/** Ends the reading of a file that takes too long, or that nobody waits for any more. */
final class ReadingTime {

  private final Duration longest;
  private final long deadline;

  ReadingTime(Duration longest) {
    this.longest = longest;
    this.deadline = System.nanoTime() + longest.toNanos();
  }

  /** To be called every few milliseconds of work. */
  void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("reading a file was interrupted");
    }
    if (System.nanoTime() - deadline > 0) {
      throw FileNotReadable.byRule(
          "file takes longer than "
              + longest.toSeconds()
              + " s to read (LODE_FILES_TIMEOUT sets the limit)");
    }
  }
}
