package lode.domain.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of a report. */
public record ReportId(@JsonValue UUID value) {

  @JsonCreator
  public ReportId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static ReportId of(String text) {
    return new ReportId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
