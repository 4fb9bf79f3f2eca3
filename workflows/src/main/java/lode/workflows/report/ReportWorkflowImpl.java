package lode.workflows.report;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.ActivityPolicies;
import lode.workflows.job.JobProgress;
import lode.workflows.job.JobRun;

/** See {@link ReportWorkflow}. */
public class ReportWorkflowImpl implements ReportWorkflow {

  private final ReportActivities report =
      Workflow.newActivityStub(ReportActivities.class, ActivityPolicies.report());
  private final JobRun run;

  /** Called by Temporal. */
  @WorkflowInit
  public ReportWorkflowImpl(JobId jobId) {
    run = new JobRun(jobId);
  }

  @Override
  public JobOutcome run(JobId jobId) {
    return run.around(
        () -> {
          run.phase("compile", "compiles the report from records and evidence");
          return report.compile(jobId);
        });
  }

  @Override
  public JobProgress progress() {
    return run.progress();
  }
}
