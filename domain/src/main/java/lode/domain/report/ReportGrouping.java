package lode.domain.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a row of a table report stands for. */
public enum ReportGrouping {
  SOURCE_GROUP("sourceGroup"),
  /** One page. */
  SOURCE("source"),
  /** All pages of one host. */
  HOST("host");

  private final String label;

  ReportGrouping(String label) {
    this.label = label;
  }

  /** Name on the wire. */
  @JsonValue
  public String label() {
    return label;
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static ReportGrouping of(String label) {
    return Arrays.stream(values())
        .filter(grouping -> grouping.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown grouping: " + label));
  }
}
