package lode.domain.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param unit unit of its numbers, where rows are fields
 */
public record ReportRow(String label, @Nullable String unit, List<ReportCell> cells) {

  public ReportRow {
    cells = List.copyOf(cells);
  }

  /** The label with the unit. */
  public String heading() {
    return Labels.withUnit(label, unit);
  }
}
