package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a quote was found in its document. */
public enum Match {
  /** Code unit by code unit. */
  EXACT,
  /** After folding case, Unicode form, quotes, dashes and spaces. */
  NORMALISED,
  /** Within a bounded edit distance. */
  FUZZY,
  /** Not found. */
  NONE;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire. */
  @JsonCreator
  public static Match of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
