package lode.domain.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of a job. */
public record JobId(@JsonValue UUID value) {

  @JsonCreator
  public JobId {}

  /** Reads the usual text form; throws {@link IllegalArgumentException} when it is no UUID. */
  public static JobId of(String text) {
    return new JobId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
