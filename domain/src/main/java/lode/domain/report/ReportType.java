package lode.domain.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Shape of a report. */
public enum ReportType {
  /** All about one source group. */
  SINGLE,
  /** Source groups side by side. */
  COMPARISON,
  /** One row for each source group, source or host. */
  TABLE;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static ReportType of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
