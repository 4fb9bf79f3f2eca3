package lode.domain.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs of all projects. Each method is one transaction. */
public interface Jobs {

  /**
   * Accepts a job with its sealed secrets, if any; does nothing when a job with that id is there. The
   * job pins the project's present schema version.
   *
   * @return the accepted job, or the earlier one that its idempotency key names
   * @throws IdempotencyKeyReused when the key came with another request
   */
  Job accept(NewJob job);

  /** The job with its present counters. */
  Optional<Job> find(JobId id);

  /** Jobs, newest first. */
  Page<Job> list(JobQuery query, PageRequest page);

  /** Jobs that are neither terminal nor a child of another, oldest first. */
  List<Job> live(int limit);

  /**
   * A queued job begins; one that is paused, or the crawl of a paused pipeline, begins paused.
   * Repeating it changes nothing.
   *
   * @return the job as it now is; terminal when it ended before
   */
  Job begin(JobId id, String runId, Instant now);

  /** Names what a running job does now. */
  void phase(JobId id, String phase);

  /**
   * Ends a job that has not ended; whether this call ended it. With its crawl the pause of a pipeline
   * ends, too.
   */
  boolean finish(JobId id, JobOutcome outcome, Instant now);

  /** Notes that somebody asked to cancel; false when the job is terminal. */
  boolean requestCancel(JobId id, Instant now);
}
