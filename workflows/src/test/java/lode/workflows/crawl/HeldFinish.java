package lode.workflows.crawl;

import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.workflows.RecordedJobs;
import lode.workflows.Underway;
import lode.workflows.job.JobActivities;

/** Jobs whose end takes as long as the test says. */
record HeldFinish(RecordedJobs jobs, Underway underway) implements JobActivities {

  @Override
  public Begun begin(JobId jobId, String runId) {
    return jobs.begin(jobId, runId);
  }

  @Override
  public void phase(JobId jobId, String phase) {
    jobs.phase(jobId, phase);
  }

  @Override
  public void finish(JobId jobId, JobOutcome outcome) {
    underway.hold();
    jobs.finish(jobId, outcome);
  }

  @Override
  public JobId child(JobId parentId, JobKind kind) {
    return jobs.child(parentId, kind);
  }
}
