package lode.domain.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of an API key. */
public record KeyId(@JsonValue UUID value) {

  @JsonCreator
  public KeyId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static KeyId of(String text) {
    return new KeyId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
