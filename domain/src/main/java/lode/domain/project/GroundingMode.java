package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much evidence a field's value needs. */
public enum GroundingMode {
  /** The quote is in the document and the value is in the quote. */
  REQUIRED,
  /** The quote is in the document; the value follows from it (booleans, enums). */
  SEMANTIC,
  /** No quote is asked for (summaries). */
  NONE;

  /** Name in the schema language, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name of the schema language; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static GroundingMode of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** What a field of this type needs when its schema says nothing. */
  public static GroundingMode defaultFor(FieldType type) {
    return switch (type) {
      case BOOLEAN, ENUM -> SEMANTIC;
      case SUMMARY -> NONE;
      default -> REQUIRED;
    };
  }
}
