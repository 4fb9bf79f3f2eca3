package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Whether a crawl lets a browser run the scripts of pages. */
public enum Rendering {
  /** Pages are read as they are sent. */
  NEVER,
  /** A page that is judged empty without its scripts is rendered, if there is a browser. */
  AUTO,
  /** Every page is rendered. */
  ALWAYS;

  static Map<String, Rendering> words() {
    Map<String, Rendering> words = new LinkedHashMap<>();
    for (Rendering one : values()) {
      words.put(one.label(), one);
    }
    return words;
  }

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
