package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of a source. */
public record SourceId(@JsonValue UUID value) {

  @JsonCreator
  public SourceId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static SourceId of(String text) {
    return new SourceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
