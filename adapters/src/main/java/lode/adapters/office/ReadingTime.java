package lode.adapters.office;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import lode.domain.document.FileNotReadable;

/**
 * Ends the reading of a file that takes too much computing time, or that nobody waits for any more. The
 * clock would count what other work on a busy machine takes, and skip a good file for it.
 */
final class ReadingTime {

  /** Asking for the time costs more than most steps between two checks. */
  private static final int CHECKS_A_LOOK = 64;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Duration longest;
  private final long began;
  private int checks;

  ReadingTime(Duration longest) {
    this.longest = longest;
    this.began = now();
  }

  private static long now() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** To be called every few milliseconds of work, by the thread that began. */
  void check() {
    if (checks++ % CHECKS_A_LOOK != 0) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("reading a file was interrupted");
    }
    if (now() - began > longest.toNanos()) {
      throw FileNotReadable.byRule(
          "file takes longer than "
              + longest.toSeconds()
              + " s to read (LODE_FILES_TIMEOUT sets the limit)");
    }
  }
}
