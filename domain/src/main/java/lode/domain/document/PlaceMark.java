package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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

  /** The mark that holds at a position, of marks in the order of their positions. */
  static PlaceMark at(List<PlaceMark> marks, int position) {
    int low = 0;
    int high = marks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (marks.get(middle).start() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 || position < 0 ? NOWHERE : marks.get(low - 1);
  }

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
