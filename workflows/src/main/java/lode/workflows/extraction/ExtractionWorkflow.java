package lode.workflows.extraction;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.job.JobProgress;
import org.jspecify.annotations.Nullable;

/** Extracts facts of sources: plan, survey, decide, markup, model, consolidate, index. */
@WorkflowInterface
public interface ExtractionWorkflow {

  /** Runs the extraction job. */
  @WorkflowMethod
  JobOutcome run(ExtractionInput input);

  /** Where it stands. */
  @QueryMethod
  JobProgress progress();

  /** The steps that go through the plan by ordinal. */
  enum Stage {
    PLAN,
    SURVEY,
    DECIDE,
    MARKUP,
    MODEL,
    CONSOLIDATE,
    INDEX
  }

  /**
   * Which extraction to run, and where to go on after continue-as-new.
   *
   * @param planned sources in the plan
   * @param next first ordinal of the stage that is not done
   * @param after last host that is decided, or last source group that is consolidated; null before the
   *     first
   */
  record ExtractionInput(JobId jobId, Stage stage, int planned, int next, @Nullable String after) {

    /** An extraction that has not begun. */
    public static ExtractionInput of(JobId jobId) {
      return new ExtractionInput(jobId, Stage.PLAN, 0, 0, null);
    }
  }
}
