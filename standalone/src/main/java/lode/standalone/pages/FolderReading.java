package lode.standalone.pages;

import java.io.IOException;
import java.util.function.IntConsumer;
import lode.domain.document.Document;
import lode.domain.document.HtmlConverter;
import lode.standalone.pages.PageLines.Outcome;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the pages of a folder and writes what they hold, one JSON object a line, in the order of the
 * pages' file names: the same bytes whatever the number of threads.
 *
 * @param threads pages read at once
 */
public record FolderReading(PageFolder folder, int threads, SavedEncoding encoding) {

  static final String HTML = "text/html";

  /**
   * Writes a document for each page.
   *
   * @param progress told of the number of pages that are done
   */
  public FolderTotals documents(LineFile out, IntConsumer progress)
      throws IOException, InterruptedException {
    return write(this::document, out, progress);
  }

  /** Writes an extraction for each page and field group. */
  public FolderTotals extractions(FolderExtraction extraction, LineFile out, IntConsumer progress)
      throws IOException, InterruptedException {
    return write((page, body) -> extraction.lines(page, encoding.marked(body)), out, progress);
  }

  private FolderTotals write(PageReading reading, LineFile out, IntConsumer progress)
      throws IOException, InterruptedException {
    FolderTotals totals =
        new FolderRun(reading, threads, progress).write(folder.pages(), out.stream());
    out.complete();
    return totals;
  }

  private PageLines document(PageFile page, byte[] body) {
    Document document = HtmlConverter.convert(encoding.marked(body), HTML);
    ObjectNode line = DocumentLine.of(page, document);
    return PageLines.of(line + "\n", document.leftOut().isEmpty() ? Outcome.DONE : Outcome.PARTIAL);
  }
}
