package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How complete the answer of one source to one field group is. */
public enum ExtractionStatus {
  /** Every tier that is configured has answered. */
  OK,
  /** A tier or a chunk failed; what the others found is kept. */
  PARTIAL,
  /** The source says nothing about the group. */
  EMPTY;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire. */
  @JsonCreator
  public static ExtractionStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
