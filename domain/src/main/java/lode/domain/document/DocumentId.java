package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import lode.domain.job.NamedUuid;

/** Identity of an immutable document. */
public record DocumentId(@JsonValue UUID value) {

  private static final UUID SPACE = UUID.fromString("7b0f4a0e-6f5c-4c8e-9a55-3d8a6a1f2c11");

  @JsonCreator
  public DocumentId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static DocumentId of(String text) {
    return new DocumentId(UUID.fromString(text));
  }

  /** The id of what a converter version makes of a body: the same for ever. */
  public static DocumentId of(ContentHash bodyHash, int converterVersion) {
    return new DocumentId(NamedUuid.of(SPACE, bodyHash.hex() + "/" + converterVersion));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
