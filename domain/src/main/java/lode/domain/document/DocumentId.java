package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of an immutable document. */
public record DocumentId(@JsonValue UUID value) {

  @JsonCreator
  public DocumentId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static DocumentId of(String text) {
    return new DocumentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
