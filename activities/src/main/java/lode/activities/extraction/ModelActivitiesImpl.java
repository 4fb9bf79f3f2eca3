package lode.activities.extraction;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import lode.activities.Heartbeats;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.Jobs;
import lode.domain.project.Projects;
import lode.workflows.extraction.ModelActivities;

/** See {@link ModelActivities}. */
public final class ModelActivitiesImpl implements ModelActivities {

  private final ExtractionJobs jobs;
  private final ExtractionPlans plans;
  private final Completions completions;
  private final LanguageModel model;
  private final ExtractorSettings settings;
  private final UnitKeeper keeper;

  /** Works on these ports. */
  public ModelActivitiesImpl(
      Jobs jobs,
      Projects projects,
      ExtractionPlans plans,
      Completions completions,
      LanguageModel model,
      ExtractorSettings settings,
      Clock clock,
      PageReader pages) {
    this.jobs = new ExtractionJobs(jobs, projects, settings, pages);
    this.plans = plans;
    this.completions = completions;
    this.model = model;
    this.settings = settings;
    this.keeper = new UnitKeeper(plans, clock);
  }

  @Override
  public void extract(JobId jobId, int ordinal) {
    Job job = jobs.job(jobId);
    Extractor extractor = jobs.extractor(job);
    AtomicLong tokens = new AtomicLong();
    try (Heartbeats heartbeats = Heartbeats.of(tokens::get)) {
      CompletionPurchase purchase =
          new CompletionPurchase(
              completions,
              model,
              settings,
              job,
              owner(),
              Activity.getExecutionContext().getInfo().getAttempt(),
              received -> {
                tokens.set(received);
                heartbeats.checkEnded();
              });
      for (ExtractionUnit unit : plans.units(jobId, ordinal, ordinal + 1, UnitStatus.MODEL)) {
        ModelUnit run = new ModelUnit(extractor, jobs.schema(job), settings, purchase);
        keeper.keep(jobId, extractor, run.extract(unit));
      }
    } catch (ModelCallFailed failed) {
      throw retryLater(failed);
    }
  }

  /** What a provider asks for becomes the next retry's delay. */
  private static ApplicationFailure retryLater(ModelCallFailed failed) {
    return failed
        .retryAfter()
        .map(
            delay ->
                ApplicationFailure.newFailureWithCauseAndDelay(
                    failed.getMessage(), failed.getClass().getSimpleName(), failed, delay))
        .orElseGet(
            () ->
                ApplicationFailure.newFailureWithCause(
                    failed.getMessage(), failed.getClass().getSimpleName(), failed));
  }

  private static String owner() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return info.getWorkflowRunId() + "/" + info.getActivityId();
  }
}
