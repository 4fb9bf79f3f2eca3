package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What extraction made of a source. */
public enum SourceStatus {
  /** Not extracted since it was fetched first. */
  PENDING,
  EXTRACTED,
  /** Some field groups failed; the others are there. */
  PARTIAL,
  /** Left out: it says the same as the source that it is linked to. */
  SKIPPED,
  FAILED;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static SourceStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
