package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Type of a field's value. */
public enum FieldType {
  /** Yes or no; unknown is null, never no. */
  BOOLEAN,
  INTEGER,
  NUMBER,
  TEXT,
  /** One of the field's {@code enumValues}. */
  ENUM,
  /** A list of texts. */
  LIST,
  /** ISO-8601 date ({@code YYYY-MM-DD}, or {@code YYYY-MM} / {@code YYYY} where the page says no more). */
  DATE,
  /** Absolute URL. */
  URL,
  /** {@code {"amount": 12.5, "currency": "EUR"}}, ISO-4217. */
  MONEY,
  /** Free prose about the source; not grounded word by word. */
  SUMMARY;

  /** Name in the schema language, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name of the schema language; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static FieldType of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
