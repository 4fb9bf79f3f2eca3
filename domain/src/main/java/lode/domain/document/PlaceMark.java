package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * From this position of a document's text on, until the next mark, the text stands on this page or in
 * this row of this sheet of the file; without any of them it stands on no page.
 *
 * @param start position in the document's text
 * @param page 1-based page, or null
 * @param sheet name of the sheet, or null
 * @param row 1-based row of the sheet, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlaceMark(
    int start, @Nullable Integer page, @Nullable String sheet, @Nullable Integer row) {

  /** Nowhere in a file. */
  static final PlaceMark NOWHERE = new PlaceMark(0, null, null, null);

  PlaceMark at(int position) {
    return new PlaceMark(position, page, sheet, row);
  }

  PlaceMark nextPage() {
    return page == null ? this : new PlaceMark(start, page + 1, sheet, row);
  }

  PlaceMark withRow(@Nullable Integer number) {
    return new PlaceMark(start, page, sheet, number);
  }
}
