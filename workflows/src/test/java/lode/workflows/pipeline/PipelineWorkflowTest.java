package lode.workflows.pipeline;

import static lode.workflows.crawl.ScriptedCrawl.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.Eventually;
import lode.workflows.InMemoryTemporal;
import lode.workflows.RecordedJobs;
import lode.workflows.Underway;
import lode.workflows.crawl.ScriptedCrawl;
import lode.workflows.extraction.ScriptedExtraction;
import lode.workflows.job.JobActivities;
import lode.workflows.pipeline.PipelineWorkflow.PipelineInput;
import lode.workflows.report.ReportActivities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineWorkflowTest {

  private final InMemoryTemporal temporal = new InMemoryTemporal();
  private final RecordedJobs jobs = new RecordedJobs();
  private final JobId jobId = new JobId(UUID.randomUUID());
  private final String id = JobKind.PIPELINE.workflowId(jobId);
  private final JobId crawlId = RecordedJobs.childId(jobId, JobKind.CRAWL);
  private final JobId extractId = RecordedJobs.childId(jobId, JobKind.EXTRACT);
  private final JobId reportId = RecordedJobs.childId(jobId, JobKind.REPORT);
  private final ScriptedCrawl crawl = new ScriptedCrawl(number -> done(1));
  private final ScriptedExtraction extraction = new ScriptedExtraction(3, List.of());
  private final List<JobId> reports = new CopyOnWriteArrayList<>();
  private final ReportActivities report =
      job -> {
        reports.add(job);
        return JobOutcome.of(JobStatus.COMPLETED, Map.of("reportId", "r"));
      };

  @AfterEach
  void close() {
    temporal.close();
  }

  private WorkflowStub start(boolean withReport) {
    return start(jobs, crawl, withReport);
  }

  private WorkflowStub start(JobActivities ofJobs, ScriptedCrawl ofCrawl, boolean withReport) {
    temporal.working(ofJobs, ofCrawl, extraction, report);
    return temporal.start("PipelineWorkflow", id, new PipelineInput(jobId, withReport));
  }

  @Test
  void runsItsChildrenUnderTheIdsOfTheirJobs() {
    JobOutcome outcome = InMemoryTemporal.outcome(start(true));

    assertThat(temporal.events(id))
        .filteredOn(HistoryEvent::hasChildWorkflowExecutionCompletedEventAttributes)
        .extracting(
            event ->
                event
                    .getChildWorkflowExecutionCompletedEventAttributes()
                    .getWorkflowExecution()
                    .getWorkflowId())
        .containsExactly("crawl/" + crawlId, "extract/" + extractId, "report/" + reportId);
    assertThat(outcome.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(outcome.result())
        .containsEntry("crawlJobId", crawlId.toString())
        .containsEntry("extractJobId", extractId.toString())
        .containsEntry("reportJobId", reportId.toString())
        .containsEntry("pagesFetched", 7)
        .containsEntry("sourcesExtracted", 7)
        .containsEntry("reportId", "r");
    assertThat(reports).containsExactly(reportId);
    assertThat(jobs.ended).containsOnlyKeys(jobId, crawlId, extractId, reportId);
  }

  @Test
  void leavesTheReportOutWhenNoneIsAskedFor() {
    JobOutcome outcome = InMemoryTemporal.outcome(start(false));

    assertThat(outcome.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(reports).isEmpty();
    assertThat(jobs.ended).containsOnlyKeys(jobId, crawlId, extractId);
  }

  @Test
  void isPartialWhenAChildIs() {
    crawl.outcome = JobOutcome.of(JobStatus.PARTIAL, Map.of("pagesFailed", 1));

    JobOutcome outcome = InMemoryTemporal.outcome(start(true));

    assertThat(outcome.status()).isEqualTo(JobStatus.PARTIAL);
    assertThat(outcome.result()).containsEntry("pagesFailed", 1).containsEntry("reportId", "r");
  }

  @Test
  void extractsAndReportsWhatAStoppedCrawlLeft() {
    crawl.outcome = JobOutcome.of(JobStatus.PARTIAL, Map.of("stoppedBy", "stop"));

    JobOutcome outcome = InMemoryTemporal.outcome(start(true));

    assertThat(outcome.status()).isEqualTo(JobStatus.PARTIAL);
    assertThat(outcome.result()).containsEntry("stoppedBy", "stop").containsEntry("reportId", "r");
    assertThat(jobs.children).containsExactly(crawlId, extractId, reportId);
  }

  @Test
  void stopsAfterACrawlThatFailed() {
    JobError error = new JobError("EverythingFailed", "no page was stored", "crawl");
    crawl.outcome = new JobOutcome(JobStatus.FAILED, Map.of("pagesFailed", 9), error);

    JobOutcome outcome = InMemoryTemporal.outcome(start(true));

    assertThat(outcome.status()).isEqualTo(JobStatus.FAILED);
    assertThat(outcome.error()).isEqualTo(error);
    assertThat(outcome.result()).containsEntry("pagesFailed", 9);
    assertThat(jobs.children).containsExactly(crawlId);
    assertThat(extraction.steps).isEmpty();
  }

  @Test
  void cancellingReachesTheChildAndBothEndCancelled() {
    Underway batch = new Underway(1);
    ScriptedCrawl held =
        new ScriptedCrawl(
            number -> {
              batch.hold();
              return done(1);
            });
    WorkflowStub workflow = start(jobs, held, true);
    batch.awaitBegun();

    workflow.cancel();
    InMemoryTemporal.awaitCancelled(workflow);

    assertThat(jobs.ended).containsOnlyKeys(jobId, crawlId);
    assertThat(jobs.ended.get(crawlId)).isEqualTo(JobOutcome.cancelled(Map.of()));
    assertThat(jobs.ended.get(jobId))
        .isEqualTo(JobOutcome.cancelled(Map.of("crawlJobId", crawlId.toString())));
    assertThat(held.steps).containsExactly("open", "batch", "abandon");
  }

  @Test
  void endsCancelledWhenItsChildIsCancelledAlone() {
    Underway batch = new Underway(1);
    ScriptedCrawl held =
        new ScriptedCrawl(
            number -> {
              batch.hold();
              return done(1);
            });
    WorkflowStub workflow = start(jobs, held, true);
    batch.awaitBegun();

    temporal.client().newUntypedWorkflowStub("crawl/" + crawlId).cancel();

    assertThat(InMemoryTemporal.outcome(workflow).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(jobs.ended.get(crawlId).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(extraction.steps).isEmpty();
  }

  @Test
  void recordsTheEndOfAChildThatCouldNotDoSo() {
    AtomicInteger ends = new AtomicInteger();
    JobActivities forgetful =
        new SlowAcceptance(jobs, accepted()) {
          @Override
          public void finish(JobId job, JobOutcome outcome) {
            if (job.equals(crawlId) && ends.incrementAndGet() <= 2) {
              throw ApplicationFailure.newNonRetryableFailure("the row is locked", "Locked");
            }
            super.finish(job, outcome);
          }
        };

    JobOutcome outcome = InMemoryTemporal.outcome(start(forgetful, crawl, true));

    assertThat(outcome.status()).isEqualTo(JobStatus.FAILED);
    assertThat(outcome.error()).isEqualTo(new JobError("Locked", "the row is locked", "crawl"));
    assertThat(jobs.ended.get(crawlId).error()).isEqualTo(outcome.error());
    assertThat(jobs.ended.get(jobId)).isEqualTo(outcome);
  }

  private static Underway accepted() {
    Underway atOnce = new Underway(1);
    atOnce.release();
    return atOnce;
  }

  @Test
  void leavesNoChildQueuedThatWasAcceptedAndNeverStarted() {
    Underway accepting = new Underway(1);
    JobActivities slow = new SlowAcceptance(jobs, accepting);
    WorkflowStub workflow = start(slow, crawl, true);
    accepting.awaitBegun();

    workflow.cancel();
    Eventually.await(
        "the request",
        () -> temporal.count(id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED) == 1);
    accepting.release();
    InMemoryTemporal.awaitCancelled(workflow);

    assertThat(jobs.ended.get(jobId).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(jobs.ended.keySet()).containsAll(jobs.children);
    assertThat(crawl.steps).isEmpty();
  }

  @Test
  void doesNothingForAJobThatEndedBefore() {
    JobOutcome before = JobOutcome.failed(new JobError("A", "b", "c"));
    jobs.ended.put(jobId, before);

    assertThat(InMemoryTemporal.outcome(start(true))).isEqualTo(before);
    assertThat(jobs.children).isEmpty();
  }

  @Test
  void endsFailedWhenAChildCannotBeAccepted() {
    JobActivities refusing =
        new SlowAcceptance(jobs, accepted()) {
          @Override
          public JobId child(JobId parentId, JobKind kind) {
            throw ApplicationFailure.newNonRetryableFailure("no such job", "JobUnknown");
          }
        };

    assertThat(InMemoryTemporal.outcome(start(refusing, crawl, true)))
        .isEqualTo(JobOutcome.failed(new JobError("JobUnknown", "no such job", "crawl")));
  }
}
