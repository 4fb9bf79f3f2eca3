package lode.workflows.report;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.job.JobProgress;

/** Writes a report from what the project holds. */
@WorkflowInterface
public interface ReportWorkflow {

  /** Runs the report job. */
  @WorkflowMethod
  JobOutcome run(JobId jobId);

  /** Where it stands. */
  @QueryMethod
  JobProgress progress();
}
