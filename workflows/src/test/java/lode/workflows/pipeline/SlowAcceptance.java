package lode.workflows.pipeline;

import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.workflows.RecordedJobs;
import lode.workflows.Underway;
import lode.workflows.job.JobActivities;

/** Jobs that take in a child at once but answer as late as the test says. */
class SlowAcceptance implements JobActivities {

  private final RecordedJobs jobs;
  private final Underway underway;

  SlowAcceptance(RecordedJobs jobs, Underway underway) {
    this.jobs = jobs;
    this.underway = underway;
  }

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
    jobs.finish(jobId, outcome);
  }

  @Override
  public JobId child(JobId parentId, JobKind kind) {
    JobId child = jobs.child(parentId, kind);
    underway.hold();
    return child;
  }
}
