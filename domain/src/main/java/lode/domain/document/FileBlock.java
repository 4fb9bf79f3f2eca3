package lode.domain.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file's text, in reading order. In texts a line feed is a new line and a form feed the
 * begin of the next page.
 */
public sealed interface FileBlock {

  /** A heading; {@code level} is 1 for the outermost, at most 6. */
  record Heading(int level, String text) implements FileBlock {
    public Heading {
      level = Math.max(1, Math.min(level, 6));
    }
  }

  /** A paragraph. */
  record Paragraph(String text) implements FileBlock {}

  /** An entry of a list; {@code level} is 0 for the outermost. */
  record Entry(int level, boolean numbered, String text) implements FileBlock {}

  /**
   * A table.
   *
   * @param headerRows rows at the top that are marked as column headers; 0 when none is
   */
  record Table(int headerRows, List<Row> rows) implements FileBlock {
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /** What follows stands on this page or sheet, until the next such mark. */
  record Start(@Nullable Integer page, @Nullable String sheet) implements FileBlock {}

  /**
   * A row of a table.
   *
   * @param number 1-based number of the row in its sheet; null where rows have none
   */
  record Row(@Nullable Integer number, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
