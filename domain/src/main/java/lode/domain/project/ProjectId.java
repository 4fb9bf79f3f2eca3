package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of a project. */
public record ProjectId(@JsonValue UUID value) {

  @JsonCreator
  public ProjectId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static ProjectId of(String text) {
    return new ProjectId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
