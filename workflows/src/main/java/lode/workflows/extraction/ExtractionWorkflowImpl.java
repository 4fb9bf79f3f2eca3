package lode.workflows.extraction;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.ActivityPolicies;
import lode.workflows.SlidingWindow;
import lode.workflows.job.JobProgress;
import lode.workflows.job.JobRun;
import org.jspecify.annotations.Nullable;

/** See {@link ExtractionWorkflow}. */
public class ExtractionWorkflowImpl implements ExtractionWorkflow {

  /** Sources of one markup or index activity: seconds of work, little history. */
  private static final int BATCH = 50;

  /** Markup and index batches under way; workers take as many as they have slots. */
  private static final int BATCH_WINDOW = 8;

  /** Model units under way for one job; provider limits are lower-level permits. */
  private static final int MODEL_WINDOW = 32;

  /** Ordinals read ahead of the model window. */
  private static final int MODEL_CURSOR = 200;

  private final ExtractionActivities steps =
      Workflow.newActivityStub(ExtractionActivities.class, ActivityPolicies.extractionSteps());
  private final ExtractionActivities markup =
      Workflow.newActivityStub(ExtractionActivities.class, ActivityPolicies.markupBatch());
  private final ExtractionActivities decisions =
      Workflow.newActivityStub(ExtractionActivities.class, ActivityPolicies.boilerplateDecisions());
  private final ExtractionActivities consolidation =
      Workflow.newActivityStub(ExtractionActivities.class, ActivityPolicies.consolidation());
  private final ModelActivities model =
      Workflow.newActivityStub(ModelActivities.class, ActivityPolicies.modelUnit());
  private final IndexActivities index =
      Workflow.newActivityStub(IndexActivities.class, ActivityPolicies.indexBatch());
  private final JobId jobId;
  private final JobRun run;
  private int planned;

  /** Called by Temporal. */
  @WorkflowInit
  public ExtractionWorkflowImpl(ExtractionInput input) {
    jobId = input.jobId();
    run = new JobRun(jobId);
    planned = input.planned();
  }

  @Override
  public JobOutcome run(ExtractionInput input) {
    return run.around(
        () -> {
          go(input);
          for (Stage stage : Stage.values()) {
            if (stage.compareTo(input.stage()) > 0) {
              go(new ExtractionInput(jobId, stage, planned, 0, null));
            }
          }
          run.phase("close", "sums up");
          return steps.close(jobId);
        });
  }

  @Override
  public JobProgress progress() {
    return run.progress();
  }

  private void go(ExtractionInput from) {
    switch (from.stage()) {
      case PLAN -> plan();
      case SURVEY -> survey(from.next());
      case DECIDE -> decideBoilerplate(from.after());
      case MARKUP -> readMarkup(from.next());
      case MODEL -> askModel(from.next());
      case CONSOLIDATE -> consolidate(from.after());
      case INDEX -> index(from.next());
    }
  }

  private void plan() {
    run.phase("plan", "finds the sources that are stale");
    planned = steps.plan(jobId);
  }

  private void survey(int next) {
    run.phase("survey", "counts what the pages of " + planned + " sources repeat");
    inBatches(Stage.SURVEY, next, (from, to) -> Async.procedure(markup::survey, jobId, from, to));
  }

  private void decideBoilerplate(@Nullable String after) {
    if (planned == 0) {
      return;
    }
    run.phase("decide", "decides what is boilerplate on each host");
    String host = decisions.decideBoilerplate(jobId, after);
    while (host != null) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new ExtractionInput(jobId, Stage.DECIDE, planned, 0, host));
      }
      host = decisions.decideBoilerplate(jobId, host);
    }
    planned = steps.planAgain(jobId);
  }

  private void readMarkup(int next) {
    run.phase("markup", "reads the documents and markup of " + planned + " sources");
    inBatches(Stage.MARKUP, next, (from, to) -> Async.procedure(markup::markup, jobId, from, to));
  }

  private void askModel(int next) {
    SlidingWindow window = new SlidingWindow(MODEL_WINDOW);
    int after = next - 1;
    while (true) {
      List<Integer> ordinals = steps.waitingForModel(jobId, after, MODEL_CURSOR);
      if (ordinals.isEmpty()) {
        window.drain();
        return;
      }
      run.phase("model", "asks the model from source " + ordinals.get(0) + " of " + planned);
      for (int ordinal : ordinals) {
        window.add(Async.procedure(this::askModelFor, ordinal));
        after = ordinal;
        continueAsNewIfSuggested(window, Stage.MODEL, ordinal + 1);
      }
    }
  }

  /** A unit that fails for good costs only itself. */
  private void askModelFor(int ordinal) {
    try {
      model.extract(jobId, ordinal);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        throw failure;
      }
      steps.giveUpModel(jobId, ordinal, JobRun.error(failure, "model"));
    }
  }

  private void consolidate(@Nullable String after) {
    run.phase("consolidate", "elects one value for each field of each source group");
    String group = consolidation.consolidate(jobId, after);
    while (group != null) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new ExtractionInput(jobId, Stage.CONSOLIDATE, planned, 0, group));
      }
      group = consolidation.consolidate(jobId, group);
    }
  }

  private void index(int next) {
    run.phase("index", "makes " + planned + " sources findable");
    inBatches(Stage.INDEX, next, (from, to) -> Async.procedure(index::index, jobId, from, to));
  }

  private void inBatches(Stage stage, int next, Batches batches) {
    SlidingWindow window = new SlidingWindow(BATCH_WINDOW);
    for (int from = next; from < planned; from += BATCH) {
      int to = Math.min(from + BATCH, planned);
      window.add(batches.start(from, to));
      continueAsNewIfSuggested(window, stage, to);
    }
    window.drain();
  }

  private void continueAsNewIfSuggested(SlidingWindow window, Stage stage, int next) {
    if (Workflow.getInfo().isContinueAsNewSuggested()) {
      window.drain();
      Workflow.continueAsNew(new ExtractionInput(jobId, stage, planned, next, null));
    }
  }

  private interface Batches {
    Promise<Void> start(int from, int to);
  }
}
