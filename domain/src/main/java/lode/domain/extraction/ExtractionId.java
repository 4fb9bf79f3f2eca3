package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of an extraction. */
public record ExtractionId(@JsonValue UUID value) {

  @JsonCreator
  public ExtractionId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static ExtractionId of(String text) {
    return new ExtractionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
