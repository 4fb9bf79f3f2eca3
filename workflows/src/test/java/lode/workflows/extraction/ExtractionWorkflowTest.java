package lode.workflows.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.workflows.InMemoryTemporal;
import lode.workflows.RecordedJobs;
import lode.workflows.Underway;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.extraction.ExtractionWorkflow.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtractionWorkflowTest {

  private final InMemoryTemporal temporal = new InMemoryTemporal();
  private final RecordedJobs jobs = new RecordedJobs();
  private final JobId jobId = new JobId(UUID.randomUUID());
  private final String id = JobKind.EXTRACT.workflowId(jobId);

  @AfterEach
  void close() {
    temporal.close();
  }

  private WorkflowStub start(ScriptedExtraction extraction) {
    temporal.working(jobs, extraction);
    return temporal.start("ExtractionWorkflow", id, ExtractionInput.of(jobId));
  }

  @Test
  void goesThroughTheStagesInOrder() {
    ScriptedExtraction extraction = new ScriptedExtraction(120, List.of(3, 70));

    JobOutcome outcome = InMemoryTemporal.outcome(start(extraction));

    assertThat(outcome).isEqualTo(extraction.outcome);
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, outcome));
    assertThat(jobs.phases)
        .containsExactly(
            "plan", "survey", "decide", "markup", "model", "consolidate", "index", "close");
    assertThat(extraction.steps).startsWith("plan").endsWith("close").hasSize(19);
    assertThat(extraction.steps.subList(1, 4))
        .containsExactlyInAnyOrder("survey 0-50", "survey 50-100", "survey 100-120");
    assertThat(extraction.steps.subList(4, 7))
        .containsExactly("decide null", "decide acme.example", "again");
    assertThat(extraction.steps.subList(7, 10))
        .containsExactlyInAnyOrder("markup 0-50", "markup 50-100", "markup 100-120");
    assertThat(extraction.steps.subList(10, 12)).containsExactlyInAnyOrder("model 3", "model 70");
    assertThat(extraction.steps.subList(12, 15))
        .containsExactly("consolidate null", "consolidate acme", "consolidate globex");
    assertThat(extraction.steps.subList(15, 18))
        .containsExactlyInAnyOrder("index 0-50", "index 50-100", "index 100-120");
  }

  @Test
  void readsWhatIsPlannedAgain() {
    ScriptedExtraction extraction = new ScriptedExtraction(50, List.of()).plannedAgain(70);

    InMemoryTemporal.outcome(start(extraction));

    assertThat(extraction.steps("survey")).containsExactly("survey 0-50");
    assertThat(extraction.steps("markup")).containsExactly("markup 0-50", "markup 50-70");
    assertThat(extraction.steps("index")).containsExactly("index 0-50", "index 50-70");
  }

  @Test
  void goesOnInANewRunAfterTheHostsThatAreDecided() {
    Underway first = new Underway(1);
    ScriptedExtraction extraction =
        new ScriptedExtraction(10, List.of()).holding("decide null", first);
    WorkflowStub workflow = start(extraction);
    first.awaitBegun();

    InMemoryTemporal.lengthenHistory(workflow);
    first.release();
    InMemoryTemporal.outcome(workflow);

    assertThat(temporal.input(id, ExtractionInput.class))
        .isEqualTo(new ExtractionInput(jobId, Stage.DECIDE, 10, 0, "acme.example"));
    assertThat(extraction.steps("decide")).containsExactly("decide acme.example", "decide null");
    assertThat(extraction.steps("survey")).hasSize(1);
    assertThat(extraction.steps("markup")).containsExactly("markup 0-10");
  }

  @Test
  void readsNothingWhenNothingIsStale() {
    ScriptedExtraction extraction = new ScriptedExtraction(0, List.of());

    InMemoryTemporal.outcome(start(extraction));

    assertThat(extraction.steps("survey")).isEmpty();
    assertThat(extraction.steps("decide")).isEmpty();
    assertThat(extraction.steps("again")).isEmpty();
    assertThat(extraction.steps("markup")).isEmpty();
    assertThat(extraction.steps("index")).isEmpty();
    assertThat(jobs.phases).doesNotContain("model");
  }

  @Test
  void aSourceWhoseModelCallsFailForGoodCostsOnlyItself() {
    ScriptedExtraction extraction =
        new ScriptedExtraction(10, List.of(1, 4, 7))
            .at(
                step -> {
                  if (step.equals("model 4")) {
                    throw ApplicationFailure.newNonRetryableFailure(
                        "the window is too small", "lode.ModelRefused");
                  }
                });

    JobOutcome outcome = InMemoryTemporal.outcome(start(extraction));

    assertThat(outcome).isEqualTo(extraction.outcome);
    assertThat(extraction.steps("model")).containsExactly("model 1", "model 4", "model 7");
    assertThat(extraction.steps("giveUp"))
        .containsExactly(
            "giveUp 4 " + new JobError("ModelRefused", "the window is too small", "model"));
    assertThat(extraction.steps("index")).containsExactly("index 0-10");
  }

  @Test
  void triesAModelUnitTenTimesBeforeItIsGivenUp() {
    ScriptedExtraction extraction =
        new ScriptedExtraction(1, List.of(0))
            .at(
                step -> {
                  if (step.startsWith("model")) {
                    throw new IllegalStateException();
                  }
                });

    InMemoryTemporal.outcome(start(extraction));

    assertThat(extraction.steps("model")).hasSize(10);
    assertThat(extraction.steps("giveUp"))
        .singleElement()
        .asString()
        .contains("IllegalStateException");
  }

  @Test
  void asksTheModelAboutABoundedNumberOfSourcesAtOnce() {
    List<Integer> all = IntStream.range(0, 120).boxed().toList();
    Underway window = new Underway(32);
    ScriptedExtraction extraction =
        new ScriptedExtraction(120, all)
            .at(
                step -> {
                  if (step.startsWith("model")) {
                    window.hold();
                  }
                });
    WorkflowStub workflow = start(extraction);
    window.awaitBegun();
    window.release();

    InMemoryTemporal.outcome(workflow);

    assertThat(extraction.steps("model")).hasSize(120).doesNotHaveDuplicates();
    assertThat(extraction.mostModelCalls).hasValueBetween(32, 32);
  }

  @Test
  void goesOnInANewRunWithTheNextBatch() {
    Underway second = new Underway(1);
    ScriptedExtraction extraction =
        new ScriptedExtraction(1_000, List.of()).holding("markup 0-50", second);
    WorkflowStub workflow = start(extraction);
    second.awaitBegun();

    InMemoryTemporal.lengthenHistory(workflow);
    second.release();
    InMemoryTemporal.outcome(workflow);

    ExtractionInput next = temporal.input(id, ExtractionInput.class);
    assertThat(next.stage()).isEqualTo(Stage.MARKUP);
    assertThat(next.planned()).isEqualTo(1_000);
    assertThat(next.next()).isGreaterThan(0);
    assertThat(jobs.runs).hasSize(2);
    assertThat(extraction.steps("plan")).hasSize(1);
    assertThat(extraction.steps("markup")).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void goesOnInANewRunWithTheNextModelUnit() {
    List<Integer> all = IntStream.range(0, 90).boxed().toList();
    Underway first = new Underway(1);
    ScriptedExtraction extraction = new ScriptedExtraction(90, all).holding("model 0", first);
    WorkflowStub workflow = start(extraction);
    first.awaitBegun();

    InMemoryTemporal.lengthenHistory(workflow);
    first.release();
    InMemoryTemporal.outcome(workflow);

    assertThat(temporal.input(id, ExtractionInput.class).stage()).isEqualTo(Stage.MODEL);
    assertThat(extraction.steps("markup")).hasSize(2);
    assertThat(extraction.steps("model")).hasSize(90).doesNotHaveDuplicates();
  }

  @Test
  void goesOnInANewRunAfterTheGroupsThatAreConsolidated() {
    Underway first = new Underway(1);
    ScriptedExtraction extraction =
        new ScriptedExtraction(10, List.of()).holding("consolidate null", first);
    WorkflowStub workflow = start(extraction);
    first.awaitBegun();

    InMemoryTemporal.lengthenHistory(workflow);
    first.release();
    InMemoryTemporal.outcome(workflow);

    assertThat(temporal.input(id, ExtractionInput.class))
        .isEqualTo(new ExtractionInput(jobId, Stage.CONSOLIDATE, 10, 0, "acme"));
    assertThat(extraction.steps("consolidate"))
        .containsExactly("consolidate acme", "consolidate globex", "consolidate null");
    assertThat(extraction.steps("index")).containsExactly("index 0-10");
  }

  @Test
  void endsCancelledWhenItsBatchesHaveEnded() {
    Underway both = new Underway(2);
    ScriptedExtraction extraction =
        new ScriptedExtraction(100, List.of())
            .at(
                step -> {
                  if (step.startsWith("markup")) {
                    both.hold();
                  }
                });
    WorkflowStub workflow = start(extraction);
    both.awaitBegun();

    workflow.cancel();
    InMemoryTemporal.awaitCancelled(workflow);

    assertThat(jobs.ended).isEqualTo(Map.of(jobId, JobOutcome.cancelled(Map.of())));
    assertThat(extraction.steps("markup")).hasSize(2);
    assertThat(extraction.steps).doesNotContain("close");
  }

  @Test
  void endsCancelledWhileTheModelIsAskedAndGivesNothingUp() {
    Underway calls = new Underway(3);
    ScriptedExtraction extraction =
        new ScriptedExtraction(10, List.of(1, 2, 3))
            .at(
                step -> {
                  if (step.startsWith("model")) {
                    calls.hold();
                  }
                });
    WorkflowStub workflow = start(extraction);
    calls.awaitBegun();

    workflow.cancel();
    InMemoryTemporal.awaitCancelled(workflow);

    assertThat(jobs.ended).isEqualTo(Map.of(jobId, JobOutcome.cancelled(Map.of())));
    assertThat(extraction.steps("giveUp")).isEmpty();
  }

  @Test
  void endsFailedInTheStageThatFailed() {
    ScriptedExtraction extraction =
        new ScriptedExtraction(10, List.of())
            .at(
                step -> {
                  if (step.startsWith("index")) {
                    throw ApplicationFailure.newNonRetryableFailure("no such model", "Gone");
                  }
                });

    JobOutcome outcome = InMemoryTemporal.outcome(start(extraction));

    assertThat(outcome)
        .isEqualTo(JobOutcome.failed(new JobError("Gone", "no such model", "index")));
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, outcome));
  }

  @Test
  void aSourceWithoutAModelCostsLessThanOneEvent() {
    ScriptedExtraction extraction = new ScriptedExtraction(2_000, List.of());

    InMemoryTemporal.outcome(start(extraction));

    assertThat(temporal.events(id)).hasSizeLessThan(2_000);
  }
}
