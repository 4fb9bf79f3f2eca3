package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a URL belongs to a source. */
public enum UrlRelation {
  /** It is the source's own. */
  OWN,
  /** It redirects there. */
  REDIRECT,
  /** Its page names the source as its canonical URL, and says the same. */
  CANONICAL,
  /** Its page has the same visible text. */
  DUPLICATE,
  /** Its page has nearly the same text, the same title, numbers and structured data. */
  NEAR_DUPLICATE;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static UrlRelation of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
