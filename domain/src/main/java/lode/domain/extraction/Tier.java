package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which tier answered a field. */
public enum Tier {
  /** The page's own structured data, tables and labelled values; no model. */
  MARKUP,
  /** A language model, grounded in the document. */
  MODEL;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire. */
  @JsonCreator
  public static Tier of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
