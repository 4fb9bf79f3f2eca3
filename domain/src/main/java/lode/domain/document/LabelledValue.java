package lode.domain.document;

import org.jspecify.annotations.Nullable;

/**
 * A value that the page itself names: a table row, a definition list entry, a "Label: value" line.
 *
 * @param kind how the page shows it
 * @param label label text, without trailing colon
 * @param value value text
 * @param subject what it is said of: the row header of a table with one row per thing, else the
 *     nearest heading above; null when there is none
 * @param block number of the table, list or line run that holds it; equal for values side by side
 * @param row row inside the block for tables with one thing per row (0-based); -1 otherwise
 * @param place where {@code value} stands in the document's text
 * @param line the text that holds label and value together; the quote
 */
public record LabelledValue(
    Kind kind,
    String label,
    String value,
    @Nullable String subject,
    int block,
    int row,
    CharInterval place,
    CharInterval line) {

  /** How a page shows a labelled value. */
  public enum Kind {
    /** Two-column table: label cell, value cell. */
    TABLE_ROW,
    /** Table with a header row: one thing a row (or a column), one label a column (or a row). */
    TABLE_GRID,
    DEFINITION,
    /** "Label: value" in a list item, a paragraph or a line. */
    LINE
  }
}
