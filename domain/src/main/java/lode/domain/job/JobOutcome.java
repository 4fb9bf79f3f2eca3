package lode.domain.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param status a terminal status
 * @param result figures and ids of what was made; values are numbers, texts, booleans and lists
 * @param error set when failed
 */
public record JobOutcome(JobStatus status, Map<String, Object> result, @Nullable JobError error) {

  public JobOutcome {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException(status.label() + " is not an end");
    }
  }

  /** An end without failure. */
  public static JobOutcome of(JobStatus status, Map<String, Object> result) {
    return new JobOutcome(status, result, null);
  }

  /** An end by failure. */
  public static JobOutcome failed(JobError error) {
    return new JobOutcome(JobStatus.FAILED, Map.of(), error);
  }

  /** Ended because somebody asked. */
  public static JobOutcome cancelled(Map<String, Object> result) {
    return new JobOutcome(JobStatus.CANCELLED, result, null);
  }
}
