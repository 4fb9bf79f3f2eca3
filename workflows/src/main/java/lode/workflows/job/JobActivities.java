package lode.workflows.job;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/** The steps around every job. */
@ActivityInterface(namePrefix = "Job")
public interface JobActivities {

  /** Marks the job running; tells whether it ended before. */
  Begun begin(JobId jobId, String runId);

  /** Names what the job does now. */
  void phase(JobId jobId, String phase);

  /** Ends the job, unless it ended before. */
  void finish(JobId jobId, JobOutcome outcome);

  /** Accepts a child job of a pipeline; the same child on every call. */
  JobId child(JobId parentId, JobKind kind);

  /**
   * State of a job as it begins.
   *
   * @param ended how it ended; null when it runs
   */
  record Begun(@Nullable JobOutcome ended) {}
}
