package lode.activities.extraction;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lode.activities.Heartbeats;
import lode.activities.LargeBodies;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Consolidation;
import lode.domain.entity.Records;
import lode.domain.entity.SourceAnswer;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ExtractionPlans.UnitFailure;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.Extractions;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.FieldGroup;
import lode.domain.project.Projects;
import lode.workflows.extraction.ExtractionActivities;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link ExtractionActivities}. */
public final class ExtractionActivitiesImpl implements ExtractionActivities {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractionActivitiesImpl.class);

  /** Source groups elected by one activity. */
  private static final int GROUPS_AT_ONCE = 20;

  /** Failures told in the result; the others are counted there and listed by the API. */
  private static final int FAILURES_TOLD = 10;

  private final ExtractionJobs jobs;
  private final ExtractionPlans plans;
  private final RepeatsRun repeats;
  private final UnitKeeper keeper;
  private final Extractions extractions;
  private final Records records;
  private final ExtractorSettings settings;
  private final Clock clock;

  /** Works on these ports. */
  public ExtractionActivitiesImpl(
      Jobs jobs,
      Projects projects,
      ExtractionPlans plans,
      Extractions extractions,
      Records records,
      ExtractorSettings settings,
      Clock clock,
      PageReader pages,
      BoilerplateRule rule) {
    this.jobs = new ExtractionJobs(jobs, projects, settings, pages);
    this.repeats = new RepeatsRun(this.jobs, plans, pages, rule);
    this.plans = plans;
    this.keeper = new UnitKeeper(plans, clock);
    this.extractions = extractions;
    this.records = records;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public int plan(JobId jobId) {
    return plans.plan(
        jobId, jobs.request(jobs.job(jobId)), Extractor.fingerprint(settings), clock.instant());
  }

  @Override
  public void survey(JobId jobId, int from, int to) {
    repeats.survey(jobId, from, to);
  }

  @Override
  public @Nullable String decideBoilerplate(JobId jobId, @Nullable String after) {
    return repeats.decide(jobId, after);
  }

  @Override
  public int planAgain(JobId jobId) {
    return plans.planAgain(jobId, jobs.request(jobs.job(jobId)));
  }

  @Override
  public void markup(JobId jobId, int from, int to) {
    Extractor extractor = jobs.extractor(jobs.job(jobId));
    AtomicInteger done = new AtomicInteger();
    try (Heartbeats heartbeats = Heartbeats.of(done::get)) {
      // Bodies may be megabytes: a few units at a time.
      for (int next = from; next < to; next += 10) {
        for (ExtractionUnit unit :
            plans.units(jobId, next, Math.min(next + 10, to), UnitStatus.PLANNED)) {
          heartbeats.checkEnded();
          keeper.keep(jobId, extractor, markup(extractor, extractor.open(unit)));
          done.incrementAndGet();
        }
      }
    }
  }

  /** A source that breaks the reader costs only itself. */
  private static UnitResult markup(Extractor extractor, UnitReading opened) {
    ExtractionUnit unit = opened.unit();
    try {
      return LargeBodies.read(unit.body(), () -> extractor.markupResult(extractor.read(opened)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops", stopped);
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.warn("{} could not be read", unit.source().url(), broken);
      return extractor.failed(unit, JobError.of(broken, "markup"));
    }
  }

  @Override
  public List<Integer> waitingForModel(JobId jobId, int after, int limit) {
    return plans.modelOrdinals(jobId, after, limit);
  }

  @Override
  public void giveUpModel(JobId jobId, int ordinal, JobError error) {
    Extractor extractor = jobs.extractor(jobs.job(jobId));
    for (ExtractionUnit unit : plans.units(jobId, ordinal, ordinal + 1, UnitStatus.MODEL)) {
      keeper.keep(jobId, extractor, withoutModel(extractor, extractor.open(unit), error));
    }
  }

  private static UnitResult withoutModel(Extractor extractor, UnitReading opened, JobError error) {
    try {
      Extractor.Reading reading = extractor.read(opened);
      return extractor.result(
          reading,
          UnitStatus.PARTIAL,
          extractor.markupExtractions(reading, ExtractionStatus.PARTIAL),
          "the model did not answer: " + error.message(),
          error,
          ModelUsage.NONE);
    } catch (RuntimeException | StackOverflowError broken) {
      return extractor.failed(opened.unit(), error);
    }
  }

  @Override
  public @Nullable String consolidate(JobId jobId, @Nullable String after) {
    Job job = jobs.job(jobId);
    ExtractionSchema schema = jobs.schema(job);
    List<String> sourceGroups = plans.touchedGroups(jobId, after, GROUPS_AT_ONCE);
    AtomicInteger done = new AtomicInteger();
    try (Heartbeats heartbeats = Heartbeats.of(done::get)) {
      for (String sourceGroup : sourceGroups) {
        heartbeats.checkEnded();
        records.replace(
            job.projectId(),
            sourceGroup,
            job.schemaVersion(),
            elect(job, schema, sourceGroup),
            jobId,
            clock.instant());
        done.incrementAndGet();
      }
    }
    boolean more = sourceGroups.size() == GROUPS_AT_ONCE;
    return more ? sourceGroups.get(sourceGroups.size() - 1) : null;
  }

  private List<ConsolidatedRecord> elect(Job job, ExtractionSchema schema, String sourceGroup) {
    List<ConsolidatedRecord> elected = new ArrayList<>();
    for (FieldGroup group : schema.fieldGroups()) {
      List<SourceAnswer> answers =
          extractions.current(job.projectId(), sourceGroup, group.name()).stream()
              .map(
                  extraction ->
                      new SourceAnswer(
                          extraction.id(),
                          extraction.sourceId(),
                          extraction.sourceUrl(),
                          extraction.extractedAt(),
                          extraction.contentHash().hex(),
                          extraction.answer().items()))
              .toList();
      ConsolidatedRecord record =
          Consolidation.consolidate(
              job.projectId(), sourceGroup, job.schemaVersion(), group, answers);
      if (!record.items().isEmpty()) {
        elected.add(record);
      }
    }
    return elected;
  }

  @Override
  public JobOutcome close(JobId jobId) {
    ExtractionCounters counters = plans.counters(jobId);
    Map<String, Object> result = new LinkedHashMap<>(counters.asMap());
    result.put("tiers", settings.hasModel() ? "markup, model " + settings.model() : "markup");
    List<UnitFailure> failures = plans.failures(jobId, FAILURES_TOLD);
    if (!failures.isEmpty()) {
      result.put(
          "failures",
          failures.stream()
              .map(one -> one.sourceUrl() + " " + one.status() + ": " + one.reason())
              .toList());
    }
    if (counters.failed() > 0 && counters.failed() + counters.skipped() == counters.planned()) {
      String reason = failures.isEmpty() ? "no source was extracted" : failures.get(0).reason();
      JobError error = new JobError("EverythingFailed", reason, "extract");
      return new JobOutcome(JobStatus.FAILED, result, error);
    }
    boolean partial = counters.failed() + counters.partial() > 0;
    return JobOutcome.of(partial ? JobStatus.PARTIAL : JobStatus.COMPLETED, result);
  }
}
