package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a crawl lets a browser run the scripts of pages. */
public enum Rendering {
  /** Pages are read as they are sent. */
  NEVER,
  /** A page that is judged empty without its scripts is rendered, if there is a browser. */
  AUTO,
  /** Every page is rendered. */
  ALWAYS;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static Rendering of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
