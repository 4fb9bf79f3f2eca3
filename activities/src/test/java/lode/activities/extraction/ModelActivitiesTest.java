package lode.activities.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lode.activities.OneJob;
import lode.activities.PlainFiles;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.RepeatedBlock;
import lode.domain.boilerplate.SurveyedPage;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceStatus;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelRateLimited;
import lode.domain.extraction.ModelRefused;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUnavailable;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.project.ProjectId;
import lode.workflows.ActivityPolicies;
import lode.workflows.extraction.ModelActivities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelActivitiesTest {

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final String ANSWER =
      "{\"company\":{\"founded\":{\"value\":1999,\"quote\":\"Acme was founded in 1999\"}}}";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final OneJob jobs =
      OneJob.of(JobKind.EXTRACT, new ExtractRequest(List.of(), List.of(), List.of(), false, null));
  private final MemoryPlans plans = new MemoryPlans();
  private final MemoryBoilerplates boilerplates = new MemoryBoilerplates();
  private final MemoryCompletions completions = new MemoryCompletions();
  private final Queue<Supplier<ModelReply>> script = new ArrayDeque<>();
  private final ExtractorSettings settings = new ExtractorSettings("tiny", 4_000, 100, 500, LEASE);
  private int calls;

  @BeforeEach
  void planOneSource() {
    plans.units.add(unit(0));
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private static String founded() {
    return "<p>In short: Acme was founded in 1999 by two brothers who liked pumps more than anything"
        + " else.</p>";
  }

  private static ExtractionUnit unit(int ordinal) {
    return unit(ordinal, founded());
  }

  private static ExtractionUnit unit(int ordinal, String main) {
    byte[] body =
        ("<!doctype html><title>Acme</title><main><h1>Acme</h1>" + main + "</main>")
            .getBytes(StandardCharsets.UTF_8);
    return new ExtractionUnit(
        ordinal,
        new Source(
            new SourceId(UUID.randomUUID()),
            new ProjectId(UUID.randomUUID()),
            "https://acme.example/",
            "Acme",
            "acme.example",
            SourceStatus.values()[0],
            "Acme",
            "en",
            0.98,
            200,
            1,
            null,
            null,
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH),
        ContentHash.of(body),
        body,
        "text/html; charset=utf-8",
        UnitStatus.MODEL,
        Map.of());
  }

  private ModelReply next(ModelRequest request, LanguageModel.Progress progress) {
    calls++;
    return script.remove().get();
  }

  private ModelActivitiesImpl activities(LanguageModel language) {
    return new ModelActivitiesImpl(
        jobs,
        new OneSchema(),
        plans,
        completions,
        language,
        settings,
        Clock.systemUTC(),
        new PageReader(PlainFiles.converter(), new MemoryDocuments(), boilerplates));
  }

  private ModelActivities model(LanguageModel language) {
    temporal.registerActivitiesImplementations(activities(language));
    return temporal.newActivityStub(
        ModelActivities.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  }

  @Test
  void readsNothingOfWhatIsLeftOut() {
    String footer = "Acme, 12 Harbour Road, Bristol, was founded in 1950 and is open on weekdays.";
    plans.units.clear();
    plans.units.add(unit(0, founded() + "<p>" + footer + "</p>"));
    RepeatedBlock block = new RepeatedBlock(print(footer), "", 9, new SourceId(UUID.randomUUID()));
    boilerplates.pinned = new BoilerplateSet(1, 50, List.of(block));
    List<ModelRequest> asked = new ArrayList<>();
    script.add(() -> reply(ANSWER));

    model(
            (request, progress) -> {
              asked.add(request);
              return next(request, progress);
            })
        .extract(jobs.id(), 0);

    UnitResult result = plans.committed.get(0);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).toString()).contains("founded in 1999").doesNotContain("Harbour Road");
    assertThat(result.document().text()).as("the document keeps it").contains(footer);
    assertThat(result.leftOut().intervals())
        .extracting(interval -> interval.of(result.document().text()).strip())
        .containsExactly(footer);
  }

  /** The print of a paragraph, as a page that has it alone shows it. */
  private static long print(String paragraph) {
    return SurveyedPage.of(
            new SourceId(UUID.randomUUID()),
            "https://acme.example/x",
            new DocumentId(UUID.randomUUID()),
            new Document(paragraph, paragraph.length(), null, null, null, List.of(), List.of()))
        .prints()
        .get(0);
  }

  private void extract() {
    model(this::next).extract(jobs.id(), 0);
  }

  private static ModelReply reply(String text) {
    return new ModelReply(text, ModelReply.FinishReason.STOP, 100, 20, "tiny", false);
  }

  private UnitResult result() {
    assertThat(plans.committed).hasSize(1);
    return plans.committed.get(0);
  }

  @Test
  void keepsTheReplyBeforeItIsUsed() {
    script.add(() -> reply(ANSWER));

    extract();

    assertThat(completions.stored).hasSize(1);
    assertThat(completions.leases).isEmpty();
    assertThat(result().status()).isEqualTo(UnitStatus.EXTRACTED);
    assertThat(result().usage()).isEqualTo(new ModelUsage(1, 0, 100, 20));
    assertThat(result().extractions())
        .singleElement()
        .satisfies(
            extraction -> {
              assertThat(extraction.status()).isEqualTo(ExtractionStatus.OK);
              assertThat(extraction.data().at("/founded").asInt()).isEqualTo(1999);
            });
  }

  @Test
  void buysNoReplyTwice() {
    script.add(() -> reply(ANSWER));
    ModelActivities model = model(this::next);
    model.extract(jobs.id(), 0);
    plans.committed.clear();
    plans.units.add(unit(0));

    model.extract(jobs.id(), 0);

    assertThat(calls).isEqualTo(1);
    assertThat(result().usage()).isEqualTo(new ModelUsage(0, 1, 0, 0));
    assertThat(result().status()).isEqualTo(UnitStatus.EXTRACTED);
  }

  @Test
  void doesNothingForAUnitThatIsDone() {
    plans.units.clear();

    extract();

    assertThat(calls).isZero();
    assertThat(plans.committed).isEmpty();
  }

  @Test
  void buysAnotherAttemptWhenAReplyCannotBeRead() {
    script.add(() -> reply("I am sorry."));
    script.add(() -> reply(ANSWER));

    extract();

    assertThat(calls).isEqualTo(2);
    assertThat(completions.stored.keySet()).extracting(key -> key.attempt()).contains(1, 2);
    assertThat(result().status()).isEqualTo(UnitStatus.EXTRACTED);
  }

  @Test
  void isPartialAfterThreeRepliesThatCannotBeRead() {
    for (int i = 0; i < 3; i++) {
      script.add(() -> reply("I am sorry."));
    }

    extract();

    assertThat(calls).isEqualTo(3);
    assertThat(result().status()).isEqualTo(UnitStatus.PARTIAL);
    assertThat(result().reason()).contains("chunk 0", "no JSON");
  }

  @Test
  void isPartialWhenTheModelRefusesAChunk() {
    script.add(
        () -> {
          throw new ModelRefused(400, "the prompt is too long", true);
        });

    extract();

    assertThat(result().status()).isEqualTo(UnitStatus.PARTIAL);
    assertThat(result().reason()).contains("chunk 0", "too long");
    assertThat(completions.leases).isEmpty();
  }

  private ApplicationFailure failure() {
    try {
      extract();
    } catch (ActivityFailure failed) {
      return (ApplicationFailure) failed.getCause();
    }
    throw new AssertionError("nothing failed");
  }

  @Test
  void aProvidersWaitIsTheNextRetrysDelay() {
    script.add(
        () -> {
          throw new ModelRateLimited(Optional.of(Duration.ofSeconds(70)));
        });

    ApplicationFailure failure = failure();

    assertThat(failure.getType()).isEqualTo("ModelRateLimited");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(70));
    assertThat(completions.leases).isEmpty();
    assertThat(plans.committed).isEmpty();
  }

  @Test
  void aModelThatIsAwayIsTriedAgain() {
    script.add(
        () -> {
          throw new ModelUnavailable("connection refused");
        });
    script.add(() -> reply(ANSWER));

    ModelActivities model = model(this::next);
    assertThatThrownBy(() -> model.extract(jobs.id(), 0)).isInstanceOf(ActivityFailure.class);
    model.extract(jobs.id(), 0);

    assertThat(result().status()).isEqualTo(UnitStatus.EXTRACTED);
  }

  @Test
  void looksLaterForAReplyThatAnotherWorkerBuys() {
    completions.held = true;

    ApplicationFailure failure = failure();

    assertThat(failure.getType()).isEqualTo("CompletionUnderWay");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(calls).isZero();
  }

  @Test
  void allLooksTogetherOutlastTheLeaseOfADeadWorker() {
    completions.held = true;
    Duration waited = Duration.ZERO;
    for (int attempt = 1; attempt < 10; attempt++) {
      CompletionPurchase purchase =
          new CompletionPurchase(
              completions, this::next, settings, jobs.job(), "me", attempt, tokens -> {});
      try {
        purchase.reply(anyRequest(), 1);
      } catch (ApplicationFailure later) {
        waited = waited.plus(later.getNextRetryDelay());
      }
    }

    assertThat(waited).isGreaterThan(LEASE);
  }

  private static ModelRequest anyRequest() {
    return new ModelRequest(
        null,
        "system",
        "user",
        tools.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
        "any",
        0,
        10);
  }

  @Test
  void aCancelledCallGivesItsLeaseBack() {
    CountDownLatch cancelled = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(
        Long.class,
        tokens -> {
          temporal.requestCancelActivity();
          cancelled.countDown();
        });
    LanguageModel streaming =
        (request, progress) -> {
          await(cancelled);
          for (int token = 1; token < 10_000; token++) {
            progress.tokens(token);
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
          }
          return reply(ANSWER);
        };

    assertThatThrownBy(() -> model(streaming).extract(jobs.id(), 0))
        .isInstanceOf(CanceledFailure.class);

    assertThat(completions.leases).isEmpty();
    assertThat(plans.committed).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aResultThatCanNeverBeKeptCostsOnlyItsUnit() {
    plans.refuses = true;
    script.add(() -> reply(ANSWER));

    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance()) {
      Worker worker = server.newWorker("llm");
      worker.registerWorkflowImplementationTypes(OneUnitWorkflowImpl.class);
      worker.registerActivitiesImplementations(activities(this::next));
      server.start();
      server
          .getWorkflowClient()
          .newWorkflowStub(
              OneUnitWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue("llm").build())
          .run(jobs.id());
    }

    assertThat(calls).isEqualTo(1);
    assertThat(result().status()).isEqualTo(UnitStatus.FAILED);
    assertThat(result().error())
        .isEqualTo(new JobError("ResultRefused", "the data is not valid", "store"));
  }

  /** Runs one model activity as often as it takes. */
  @WorkflowInterface
  public interface OneUnitWorkflow {

    /** Runs it. */
    @WorkflowMethod
    void run(JobId jobId);
  }

  /** See {@link OneUnitWorkflow}. */
  public static final class OneUnitWorkflowImpl implements OneUnitWorkflow {

    @Override
    public void run(JobId jobId) {
      Workflow.newActivityStub(ModelActivities.class, ActivityPolicies.modelUnit())
          .extract(jobId, 0);
    }
  }
}
