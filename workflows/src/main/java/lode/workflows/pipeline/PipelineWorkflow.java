package lode.workflows.pipeline;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.job.JobProgress;

/** Crawls, extracts what is stale of the pages seen, and reports: one job with three children. */
@WorkflowInterface
public interface PipelineWorkflow {

  /** Runs the pipeline job. */
  @WorkflowMethod
  JobOutcome run(PipelineInput input);

  /** Where it stands. */
  @QueryMethod
  JobProgress progress();

  /**
   * Which pipeline to run.
   *
   * @param withReport whether a report follows the extraction
   */
  record PipelineInput(JobId jobId, boolean withReport) {}
}
