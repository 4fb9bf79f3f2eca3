package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of one source in an extraction job. */
public enum UnitStatus {
  PLANNED,
  /** The markup tier is done; the model is to be asked. */
  MODEL,
  EXTRACTED,
  /** Its main content, schema and extractor are as they were: nothing to do. */
  UNCHANGED,
  SKIPPED,
  PARTIAL,
  FAILED;

  /** Name in the database, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name in the database. */
  public static UnitStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
