package lode.workflows.crawl;

import static lode.workflows.crawl.ScriptedCrawl.done;
import static lode.workflows.crawl.ScriptedCrawl.later;
import static lode.workflows.crawl.ScriptedCrawl.more;
import static lode.workflows.crawl.ScriptedCrawl.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.Eventually;
import lode.workflows.InMemoryTemporal;
import lode.workflows.RecordedJobs;
import lode.workflows.Underway;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.job.JobProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrawlWorkflowTest {

  private final InMemoryTemporal temporal = new InMemoryTemporal();
  private final RecordedJobs jobs = new RecordedJobs();
  private final JobId jobId = new JobId(UUID.randomUUID());
  private final String id = JobKind.CRAWL.workflowId(jobId);

  @AfterEach
  void close() {
    temporal.close();
  }

  private WorkflowStub start(ScriptedCrawl crawl) {
    temporal.working(jobs, crawl);
    return temporal.start("CrawlWorkflow", id, CrawlInput.of(jobId));
  }

  @Test
  void opensFetchesUntilNothingIsLeftAndSumsUp() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> number < 3 ? more(10) : done(5));

    WorkflowStub workflow = start(crawl);
    JobOutcome outcome = InMemoryTemporal.outcome(workflow);

    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "batch", "close");
    assertThat(jobs.phases).containsExactly("open", "crawl", "close");
    assertThat(outcome).isEqualTo(crawl.outcome);
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, outcome));
    assertThat(workflow.query("progress", JobProgress.class))
        .isEqualTo(new JobProgress("completed", "ended completed"));
  }

  @Test
  void triesABatchAgainThatFailed() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number < 3) {
                throw new IllegalStateException("the database is away");
              }
              return done(1);
            });

    assertThat(InMemoryTemporal.outcome(start(crawl)).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "batch", "close");
  }

  @Test
  void waitsForHoursInATimer() {
    Duration wait = Duration.ofHours(3);
    ScriptedCrawl crawl =
        new ScriptedCrawl(number -> number == 1 ? later(wait.toMillis()) : done(1));
    long began = temporal.now();

    assertThat(InMemoryTemporal.outcome(start(crawl)).status()).isEqualTo(JobStatus.COMPLETED);

    assertThat(temporal.events(id))
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .singleElement()
        .satisfies(
            timer ->
                assertThat(
                        timer.getTimerStartedEventAttributes().getStartToFireTimeout().getSeconds())
                    .isEqualTo(wait.toSeconds()));
    assertThat(temporal.now() - began).isGreaterThanOrEqualTo(wait.toMillis());
  }

  @Test
  void runsTwoBatchesAtOnceWhenThereIsWorkForTwo() {
    CyclicBarrier both = new CyclicBarrier(2);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 1) {
                return wide();
              }
              if (number <= 3) {
                meet(both);
              }
              return done(1);
            });

    assertThat(InMemoryTemporal.outcome(start(crawl)).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "batch", "close");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw ApplicationFailure.newNonRetryableFailure("the batches ran one by one", "Alone");
    }
  }

  @Test
  void doesNotWaitForWhatAnotherBatchHoldsLongerThanThatBatchRuns() {
    Underway second = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 1) {
                return wide();
              }
              if (number == 2) {
                second.awaitBegun();
                second.release();
                return later(120_000);
              }
              if (number == 3) {
                second.hold();
              }
              return number == 3 ? more(1) : done(1);
            });

    assertThat(InMemoryTemporal.outcome(start(crawl)).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(temporal.count(id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
  }

  @Test
  void doesNotForgetWhatABatchLeftWhenTheOtherOneWaits() {
    Underway second = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 2) {
                second.hold();
                return later(120_000);
              }
              return number == 1 ? wide() : number == 3 ? more(1) : done(1);
            });
    WorkflowStub workflow = start(crawl);
    second.awaitBegun();
    // The third batch began beside the second, and its end is in the history.
    Eventually.await(
        "the end of the third batch",
        () -> temporal.count(id, EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) >= 6);
    second.release();

    assertThat(InMemoryTemporal.outcome(workflow).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(temporal.count(id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
  }

  @Test
  void cancelledBatchesCommitBeforeTheirLeasesAreGivenBack() {
    Underway both = new Underway(2);
    List<String> ends = new CopyOnWriteArrayList<>();
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 1) {
                return wide();
              }
              try {
                both.hold();
              } catch (ActivityCompletionException cancelled) {
                linger(number);
                ends.add("committed");
                throw cancelled;
              }
              return done(1);
            });
    WorkflowStub workflow = start(crawl);
    both.awaitBegun();

    workflow.cancel();
    InMemoryTemporal.awaitCancelled(workflow);

    assertThat(jobs.ended).isEqualTo(Map.of(jobId, JobOutcome.cancelled(Map.of())));
    assertThat(ends).hasSize(2);
    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "batch", "abandon");
  }

  /** The third batch needs a moment longer to commit than the second one. */
  private static void linger(int number) {
    if (number == 3) {
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
  }

  @Test
  void endsCancelledWhileItWaits() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> later(Duration.ofDays(1).toMillis()));
    WorkflowStub workflow = start(crawl);
    Eventually.await("a timer", () -> temporal.count(id, EventType.EVENT_TYPE_TIMER_STARTED) > 0);

    workflow.cancel();

    InMemoryTemporal.awaitCancelled(workflow);
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, JobOutcome.cancelled(Map.of())));
    assertThat(crawl.steps).containsExactly("open", "batch", "abandon");
  }

  @Test
  void aCancellationAfterTheLastStepLosesNoResult() {
    Underway closing = new Underway(1);
    ScriptedCrawl crawl = new ScriptedCrawl(number -> done(1));
    HeldFinish held = new HeldFinish(jobs, closing);
    temporal.working(held, crawl);
    WorkflowStub workflow = temporal.start("CrawlWorkflow", id, CrawlInput.of(jobId));
    closing.awaitBegun();

    workflow.cancel();
    Eventually.await(
        "the request",
        () ->
            temporal.count(id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED) == 1
                && temporal.count(id, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                    == temporal.count(id, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED));
    closing.release();

    InMemoryTemporal.awaitCancelled(workflow);
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, crawl.outcome));
  }

  @Test
  void isNotOpenedWhileItIsPaused() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> done(5));
    crawl.paused = true;
    WorkflowStub workflow = start(crawl);
    awaitSteps(crawl, 1);

    workflow.signal("changed");
    awaitSteps(crawl, 2);
    crawl.paused = false;
    workflow.signal("resume");

    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(crawl.outcome);
    assertThat(crawl.steps).containsExactly("open", "open", "open", "batch", "close");
  }

  @Test
  void waitsPausedWithoutATimerUntilItIsResumed() {
    Underway first = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 1) {
                first.hold();
              }
              return number == 1 ? more(10) : done(5);
            });
    WorkflowStub workflow = start(crawl);
    first.awaitBegun();
    crawl.paused = true;
    workflow.signal("pause");
    first.release();
    Eventually.await("the pause", () -> detail(workflow).startsWith("paused: 10 "));
    List<String> before = List.copyOf(crawl.steps);

    temporal.pass(Duration.ofDays(3));
    assertThat(crawl.steps).isEqualTo(before).doesNotContain("close");
    crawl.paused = false;
    workflow.signal("resume");

    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(crawl.outcome);
    assertThat(crawl.steps).endsWith("batch", "close");
    assertThat(temporal.count(id, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
  }

  @Test
  void isCancelledWhileItIsPaused() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> done(5));
    crawl.paused = true;
    WorkflowStub workflow = start(crawl);
    Eventually.await("the pause", () -> detail(workflow).startsWith("paused: "));

    workflow.cancel();

    InMemoryTemporal.awaitCancelled(workflow);
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, JobOutcome.cancelled(Map.of())));
  }

  @Test
  void staysPausedInANewRun() {
    Underway first = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 1) {
                first.hold();
              }
              return number == 1 ? more(10) : done(5);
            });
    WorkflowStub workflow = start(crawl);
    first.awaitBegun();
    InMemoryTemporal.lengthenHistory(workflow);
    crawl.paused = true;
    workflow.signal("pause");
    first.release();
    Eventually.await("a second run", () -> jobs.runs.size() == 2);
    Eventually.await("the pause", () -> detail(workflow).startsWith("paused: 10 "));

    crawl.paused = false;
    workflow.signal("resume");

    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(crawl.outcome);
    assertThat(crawl.steps.stream().filter("open"::equals)).hasSize(1);
  }

  @Test
  void anOrderEndsALongWait() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(number -> number == 1 ? later(Duration.ofDays(1).toMillis()) : done(1));
    long began = temporal.now();
    WorkflowStub workflow = start(crawl);
    Eventually.await("a timer", () -> temporal.count(id, EventType.EVENT_TYPE_TIMER_STARTED) > 0);

    workflow.signal("stop");
    awaitSteps(crawl, 4);

    // Before the outcome is waited for: then the clock may run ahead.
    assertThat(temporal.now() - began).isLessThan(Duration.ofHours(1).toMillis());
    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(crawl.outcome);
    assertThat(temporal.count(id, EventType.EVENT_TYPE_TIMER_CANCELED)).isEqualTo(1);
  }

  private static void awaitSteps(ScriptedCrawl crawl, int count) {
    Eventually.await(count + " steps", () -> crawl.steps.size() >= count);
  }

  private static String detail(WorkflowStub workflow) {
    return workflow.query("progress", JobProgress.class).detail();
  }

  @Test
  void goesOnInANewRunBeforeItsHistoryGrowsTooLong() {
    Underway second = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 2) {
                second.hold();
              }
              return number <= 2 ? more(10) : done(1);
            });
    WorkflowStub workflow = start(crawl);
    second.awaitBegun();

    InMemoryTemporal.lengthenHistory(workflow);
    second.release();

    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(crawl.outcome);
    assertThat(temporal.input(id, CrawlInput.class)).isEqualTo(new CrawlInput(jobId, true, 20));
    assertThat(jobs.runs).hasSize(2);
    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "batch", "close");
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, crawl.outcome));
  }

  @Test
  void doesNothingForAJobThatEndedBefore() {
    JobOutcome before = JobOutcome.of(JobStatus.PARTIAL, Map.of("pagesFetched", 3));
    jobs.ended.put(jobId, before);
    ScriptedCrawl crawl = new ScriptedCrawl(number -> done(1));

    assertThat(InMemoryTemporal.outcome(start(crawl))).isEqualTo(before);
    assertThat(crawl.steps).isEmpty();
    assertThat(jobs.phases).isEmpty();
  }

  @Test
  void endsFailedWhenAStepFailsForGood() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              throw ApplicationFailure.newNonRetryableFailure("no job has that id", "JobUnknown");
            });

    JobOutcome outcome = InMemoryTemporal.outcome(start(crawl));

    assertThat(outcome)
        .isEqualTo(JobOutcome.failed(new JobError("JobUnknown", "no job has that id", "crawl")));
    assertThat(jobs.ended).isEqualTo(Map.of(jobId, outcome));
    assertThat(crawl.steps).containsExactly("open", "batch", "abandon");
  }

  @Test
  void aFailureWithoutWordsIsToldByItsName() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              throw ApplicationFailure.newNonRetryableFailure(null, "lode.Outer$WordlessFailure");
            });

    assertThat(InMemoryTemporal.outcome(start(crawl)).error())
        .isEqualTo(new JobError("WordlessFailure", "WordlessFailure", "crawl"));
  }

  @Test
  void aBatchCostsAtMostSixEvents() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> number < 40 ? more(500) : done(1));

    InMemoryTemporal.outcome(start(crawl));

    int aroundTheBatches = 60;
    assertThat(temporal.events(id)).hasSizeLessThan(6 * 40 + aroundTheBatches);
  }
}
