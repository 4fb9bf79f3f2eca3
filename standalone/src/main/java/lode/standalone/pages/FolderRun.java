package lode.standalone.pages;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import lode.activities.LargeBodies;
import lode.domain.document.FileNotReadable;
import lode.standalone.pages.PageLines.Outcome;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads pages on some threads and writes their lines in the order of the pages, whatever the number
 * of threads. As many pages as {@link #AHEAD} says are under way at once; a page that cannot be read
 * becomes a line that says so.
 */
final class FolderRun {

  /** Pages under way for each thread: enough that a slow one does not stop the others. */
  static final int AHEAD = 8;

  private final PageReading reading;
  private final int threads;
  private final IntConsumer progress;

  /**
   * A run.
   *
   * @param progress told of the number of pages that are done
   */
  FolderRun(PageReading reading, int threads, IntConsumer progress) {
    this.reading = reading;
    this.threads = threads;
    this.progress = progress;
  }

  FolderTotals write(List<PageFile> pages, OutputStream out)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Iterator<PageFile> next = pages.iterator();
      Queue<Future<PageLines>> underWay = new ArrayDeque<>();
      FolderTotals totals = new FolderTotals(0, 0, 0);
      while (next.hasNext() || !underWay.isEmpty()) {
        while (next.hasNext() && underWay.size() < threads * AHEAD) {
          PageFile page = next.next();
          underWay.add(pool.submit(() -> read(page)));
        }
        PageLines lines = underWay.remove().get();
        out.write(lines.text());
        totals = totals.plus(lines.outcome());
        progress.accept(totals.pages());
      }
      return totals;
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private PageLines read(PageFile page) throws InterruptedException {
    try {
      byte[] body = page.read();
      return LargeBodies.read(body, () -> lines(page, body));
    } catch (PageRefused | IOException unreadable) {
      return failed(page, reason(unreadable));
    } catch (OutOfMemoryError large) {
      return failed(page, "the page needs more memory than there is");
    } catch (RuntimeException | StackOverflowError broken) {
      return failed(page, "the page broke its reader: " + broken);
    }
  }

  private PageLines lines(PageFile page, byte[] body) {
    try {
      return reading.lines(page, body);
    } catch (FileNotReadable unreadable) {
      return failed(page, reason(unreadable));
    } catch (IOException unreadable) {
      return failed(page, reason(unreadable));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return failed(page, "stopped");
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static PageLines failed(PageFile page, String reason) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", page.id()).put("url", page.url()).put("error", reason);
    return PageLines.of(line + "\n", Outcome.FAILED);
  }
}
