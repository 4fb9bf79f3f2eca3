package lode.workflows.pipeline;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import lode.domain.job.Job;
import lode.workflows.TaskQueues;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.pipeline.PipelineWorkflow.PipelineInput;

/** Starts the workflow of an accepted job; one start per job. */
public final class JobStarter {

  private final WorkflowClient client;

  /** Starts through this client, which must use {@code LodeDataConverter}. */
  public JobStarter(WorkflowClient client) {
    this.client = client;
  }

  /** Starts the job's workflow; does nothing when it runs already. */
  public void start(Job job) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            type(job),
            WorkflowOptions.newBuilder()
                .setWorkflowId(job.workflowId())
                .setTaskQueue(TaskQueues.ORCHESTRATE)
                // A job that ended in Temporal but not in the tables may be run again from them.
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary(job.kind().label() + " job of project " + job.projectId())
                .build());
    try {
      stub.start(input(job));
    } catch (WorkflowExecutionAlreadyStarted running) {
      WorkflowExecution execution = running.getExecution();
      if (!execution.getWorkflowId().equals(job.workflowId())) {
        throw running;
      }
    }
  }

  private static String type(Job job) {
    return switch (job.kind()) {
      case CRAWL, SCRAPE -> "CrawlWorkflow";
      case EXTRACT -> "ExtractionWorkflow";
      case REPORT -> "ReportWorkflow";
      case PIPELINE -> "PipelineWorkflow";
      case REINDEX, DELETION ->
          throw new IllegalArgumentException("no workflow runs jobs of kind " + job.kind().label());
    };
  }

  private static Object input(Job job) {
    return switch (job.kind()) {
      case CRAWL, SCRAPE -> CrawlInput.of(job.id());
      case EXTRACT -> ExtractionInput.of(job.id());
      case PIPELINE -> new PipelineInput(job.id(), job.payload().hasNonNull("report"));
      default -> job.id();
    };
  }
}
