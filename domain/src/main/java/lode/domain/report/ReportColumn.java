package lode.domain.report;

import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param key stable name, unique in the report where it means the same
 * @param unit unit of its numbers
 * @param type type of its values; null where they differ from row to row
 */
public record ReportColumn(
    String key, String label, @Nullable String unit, @Nullable FieldType type) {

  /** The label with the unit. */
  public String heading() {
    return Labels.withUnit(label, unit);
  }
}
