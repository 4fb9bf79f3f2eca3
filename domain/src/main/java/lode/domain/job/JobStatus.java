package lode.domain.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a job; see {@code docs/reference/jobs.md} for what leads where. */
public enum JobStatus {
  /** Accepted, its workflow has not begun. */
  QUEUED,
  RUNNING,
  /** Waits for a person or a budget. */
  PAUSED,
  /** All there is to do is done. */
  COMPLETED,
  /** Ended with some units failed, or stopped early; what there is, is kept. */
  PARTIAL,
  FAILED,
  CANCELLED;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static JobStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing follows. */
  public boolean isTerminal() {
    return this == COMPLETED || this == PARTIAL || this == FAILED || this == CANCELLED;
  }
}
