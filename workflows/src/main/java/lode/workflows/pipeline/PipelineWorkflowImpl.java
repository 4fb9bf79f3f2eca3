package lode.workflows.pipeline;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.ActivityPolicies;
import lode.workflows.TaskQueues;
import lode.workflows.crawl.CrawlWorkflow;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.extraction.ExtractionWorkflow;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.job.JobActivities;
import lode.workflows.job.JobProgress;
import lode.workflows.job.JobRun;
import lode.workflows.report.ReportWorkflow;

/** See {@link PipelineWorkflow}. */
public class PipelineWorkflowImpl implements PipelineWorkflow {

  private final JobActivities jobs =
      Workflow.newActivityStub(JobActivities.class, ActivityPolicies.bookkeeping());
  private final JobRun run;
  private final Map<String, Object> result = new LinkedHashMap<>();
  private JobStatus worst = JobStatus.COMPLETED;

  /** Called by Temporal. */
  @WorkflowInit
  public PipelineWorkflowImpl(PipelineInput input) {
    run = new JobRun(input.jobId());
  }

  @Override
  public JobOutcome run(PipelineInput input) {
    return run.around(
        () -> {
          JobOutcome last = crawl(input.jobId());
          if (goesOn(last)) {
            last = extract(input.jobId());
          }
          if (goesOn(last) && input.withReport()) {
            last = report(input.jobId());
          }
          return sumUp(last);
        });
  }

  @Override
  public JobProgress progress() {
    return run.progress();
  }

  private JobOutcome crawl(JobId jobId) {
    run.phase("crawl", "the crawl job fetches pages");
    JobId child = accept(jobId, JobKind.CRAWL);
    CrawlWorkflow crawl =
        Workflow.newChildWorkflowStub(CrawlWorkflow.class, options(JobKind.CRAWL, child));
    return run(JobKind.CRAWL, child, () -> crawl.run(CrawlInput.of(child)));
  }

  private JobOutcome extract(JobId jobId) {
    run.phase("extract", "the extract job reads the pages that changed");
    JobId child = accept(jobId, JobKind.EXTRACT);
    ExtractionWorkflow extraction =
        Workflow.newChildWorkflowStub(ExtractionWorkflow.class, options(JobKind.EXTRACT, child));
    return run(JobKind.EXTRACT, child, () -> extraction.run(ExtractionInput.of(child)));
  }

  private JobOutcome report(JobId jobId) {
    run.phase("report", "the report job compiles the report");
    JobId child = accept(jobId, JobKind.REPORT);
    ReportWorkflow report =
        Workflow.newChildWorkflowStub(ReportWorkflow.class, options(JobKind.REPORT, child));
    return run(JobKind.REPORT, child, () -> report.run(child));
  }

  private static ChildWorkflowOptions options(JobKind kind, JobId child) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(kind.workflowId(child))
        .setTaskQueue(TaskQueues.ORCHESTRATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .build();
  }

  /** Not to be cancelled: a child that was accepted unknown to this workflow would stay queued. */
  private JobId accept(JobId jobId, JobKind kind) {
    List<JobId> accepted = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> accepted.add(jobs.child(jobId, kind))).run();
    return accepted.get(0);
  }

  /**
   * Runs a child to its end. A child that was never started, or that was ended by force, could not
   * record its own end.
   */
  private JobOutcome run(JobKind kind, JobId child, Supplier<JobOutcome> steps) {
    try {
      return note(kind, child, steps.get());
    } catch (TemporalFailure failure) {
      JobOutcome outcome = JobRun.outcome(failure, kind.label());
      Workflow.newDetachedCancellationScope(() -> jobs.finish(child, outcome)).run();
      return note(kind, child, outcome);
    }
  }

  private JobOutcome note(JobKind kind, JobId child, JobOutcome outcome) {
    result.put(kind.label() + "JobId", child.toString());
    outcome.result().forEach(result::putIfAbsent);
    if (outcome.status() == JobStatus.PARTIAL && worst == JobStatus.COMPLETED) {
      worst = JobStatus.PARTIAL;
    }
    return outcome;
  }

  private static boolean goesOn(JobOutcome outcome) {
    return outcome.status() == JobStatus.COMPLETED || outcome.status() == JobStatus.PARTIAL;
  }

  private JobOutcome sumUp(JobOutcome last) {
    if (last.status() == JobStatus.FAILED) {
      JobError error = last.error();
      return new JobOutcome(
          JobStatus.FAILED,
          result,
          error == null ? new JobError("ChildFailed", "a child job failed", "pipeline") : error);
    }
    return JobOutcome.of(last.status() == JobStatus.CANCELLED ? last.status() : worst, result);
  }
}
