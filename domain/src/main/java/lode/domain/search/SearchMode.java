package lode.domain.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How to search. */
public enum SearchMode {
  /** By meaning and words, fused. */
  HYBRID,
  /** By meaning. */
  DENSE,
  /** By words. */
  KEYWORD;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static SearchMode of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
