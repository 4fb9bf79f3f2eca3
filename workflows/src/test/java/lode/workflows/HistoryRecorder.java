package lode.workflows;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.crawl.RenderActivities;
import lode.workflows.crawl.ScriptedCrawl;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.extraction.ScriptedExtraction;
import lode.workflows.job.JobProgress;
import lode.workflows.pipeline.PipelineWorkflow.PipelineInput;
import lode.workflows.report.ReportActivities;

/** Runs each workflow along its main roads and writes down what happened. */
final class HistoryRecorder {

  private static final ReportActivities REPORT =
      job -> JobOutcome.of(JobStatus.COMPLETED, Map.of("sections", 3));

  private final Path folder;

  HistoryRecorder(Path folder) {
    this.folder = folder;
  }

  void recordAll() {
    crawlThatWaitsAndWidens();
    crawlThatRenders();
    crawlThatNobodyRendersFor();
    cancelledCrawl();
    failedCrawl();
    continuedCrawl();
    pausedCrawl();
    stoppedCrawl();
    extractionWithAModelThatGivesUp();
    continuedExtraction();
    report();
    pipeline();
    cancelledPipeline();
  }

  private void crawlThatWaitsAndWidens() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number ->
                switch (number) {
                  case 1 -> ScriptedCrawl.wide();
                  case 2, 3 -> ScriptedCrawl.more(10);
                  case 4, 5 -> ScriptedCrawl.later(Duration.ofMinutes(10).toMillis());
                  default -> ScriptedCrawl.done(1);
                });
    record("crawl-completed", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, new Road(), crawl);
  }

  private void crawlThatRenders() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> number == 1 ? ScriptedCrawl.toRender(3, 0) : ScriptedCrawl.done(1));
    RenderActivities browser = job -> ScriptedCrawl.more(3);
    record(
        "crawl-rendered",
        "CrawlWorkflow",
        JobKind.CRAWL,
        CrawlInput::of,
        new Road(),
        crawl,
        browser);
  }

  /** The in-memory server does not skip the time of a step that nobody takes: two minutes. */
  private void crawlThatNobodyRendersFor() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> number == 1 ? ScriptedCrawl.toRender(3, 0) : ScriptedCrawl.done(1));
    Road road =
        new Road() {
          @Override
          List<String> queues() {
            return TaskQueues.all().stream()
                .filter(queue -> !queue.equals(TaskQueues.RENDER))
                .toList();
          }

          @Override
          void end(WorkflowStub workflow) {
            workflow.getResult(JobOutcome.class);
          }
        };
    record("crawl-unserved", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, road, crawl);
  }

  private void cancelledCrawl() {
    Underway batch = new Underway(1);
    ScriptedCrawl crawl = heldAt(2, batch);
    Road road =
        new Road() {
          @Override
          void end(WorkflowStub workflow) {
            batch.awaitBegun();
            workflow.cancel();
            InMemoryTemporal.awaitCancelled(workflow);
          }
        };
    record("crawl-cancelled", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, road, crawl);
  }

  private void failedCrawl() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              throw ApplicationFailure.newNonRetryableFailure("no such job", "JobUnknown");
            });
    record("crawl-failed", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, new Road(), crawl);
  }

  private void continuedCrawl() {
    Underway batch = new Underway(1);
    record(
        "crawl-continued",
        "CrawlWorkflow",
        JobKind.CRAWL,
        CrawlInput::of,
        lengthened(batch),
        heldAt(2, batch));
  }

  private void pausedCrawl() {
    Underway batch = new Underway(1);
    ScriptedCrawl crawl = heldAt(2, batch);
    Road road =
        new Road() {
          @Override
          void end(WorkflowStub workflow) {
            batch.awaitBegun();
            crawl.paused = true;
            workflow.signal("pause");
            batch.release();
            Eventually.await(
                "the pause",
                () -> workflow.query("progress", JobProgress.class).detail().startsWith("paused"));
            crawl.paused = false;
            workflow.signal("resume");
            InMemoryTemporal.outcome(workflow);
          }
        };
    record("crawl-paused", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, road, crawl);
  }

  private void stoppedCrawl() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number ->
                number == 1
                    ? ScriptedCrawl.later(Duration.ofDays(1).toMillis())
                    : ScriptedCrawl.done(1));
    Road road =
        new Road() {
          @Override
          void end(WorkflowStub workflow) {
            Eventually.await("a batch", () -> crawl.steps.contains("batch"));
            workflow.signal("stop");
            InMemoryTemporal.outcome(workflow);
          }
        };
    record("crawl-stopped", "CrawlWorkflow", JobKind.CRAWL, CrawlInput::of, road, crawl);
  }

  private static ScriptedCrawl heldAt(int batch, Underway underway) {
    return new ScriptedCrawl(
        number -> {
          if (number == batch) {
            underway.hold();
          }
          return number <= batch ? ScriptedCrawl.more(10) : ScriptedCrawl.done(1);
        });
  }

  private static Road lengthened(Underway underway) {
    return new Road() {
      @Override
      void end(WorkflowStub workflow) {
        underway.awaitBegun();
        InMemoryTemporal.lengthenHistory(workflow);
        underway.release();
        InMemoryTemporal.outcome(workflow);
      }
    };
  }

  private void extractionWithAModelThatGivesUp() {
    ScriptedExtraction extraction =
        new ScriptedExtraction(120, List.of(3, 7, 70))
            .at(
                step -> {
                  if (step.equals("model 7")) {
                    throw ApplicationFailure.newNonRetryableFailure("too long", "ModelRefused");
                  }
                });
    record(
        "extraction-completed",
        "ExtractionWorkflow",
        JobKind.EXTRACT,
        ExtractionInput::of,
        new Road(),
        extraction);
  }

  private void continuedExtraction() {
    Underway group = new Underway(1);
    record(
        "extraction-continued",
        "ExtractionWorkflow",
        JobKind.EXTRACT,
        ExtractionInput::of,
        lengthened(group),
        new ScriptedExtraction(60, List.of(5)).holding("consolidate null", group));
  }

  private void report() {
    record("report-completed", "ReportWorkflow", JobKind.REPORT, id -> id, new Road(), REPORT);
  }

  private void pipeline() {
    record(
        "pipeline-completed",
        "PipelineWorkflow",
        JobKind.PIPELINE,
        id -> new PipelineInput(id, true),
        new Road(),
        new ScriptedCrawl(number -> ScriptedCrawl.done(1)),
        new ScriptedExtraction(3, List.of()),
        REPORT);
  }

  private void cancelledPipeline() {
    Underway batch = new Underway(1);
    Road road =
        new Road() {
          @Override
          void end(WorkflowStub workflow) {
            batch.awaitBegun();
            workflow.cancel();
            InMemoryTemporal.awaitCancelled(workflow);
          }
        };
    record(
        "pipeline-cancelled",
        "PipelineWorkflow",
        JobKind.PIPELINE,
        id -> new PipelineInput(id, true),
        road,
        heldAt(1, batch),
        new ScriptedExtraction(3, List.of()));
  }

  private void record(
      String name,
      String type,
      JobKind kind,
      java.util.function.Function<JobId, Object> input,
      Road road,
      Object... activities) {
    JobId jobId = new JobId(UUID.randomUUID());
    Object[] all = java.util.Arrays.copyOf(activities, activities.length + 1);
    all[activities.length] = new RecordedJobs();
    try (InMemoryTemporal temporal = new InMemoryTemporal().workingOn(road.queues(), all)) {
      String id = kind.workflowId(jobId);
      WorkflowStub workflow = temporal.start(type, id, input.apply(jobId));
      String firstRun = workflow.getExecution().getRunId();
      road.end(workflow);
      write(name, temporal.history(id, firstRun));
      WorkflowExecutionHistory last = temporal.history(id, "");
      if (!last.getWorkflowExecution().getRunId().equals(firstRun)
          && last.getEvents()
              .get(0)
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId()
              .equals(firstRun)) {
        write(name + "-second-run", last);
      }
    }
  }

  private void write(String name, WorkflowExecutionHistory history) {
    History.Builder shortened = history.getHistory().toBuilder();
    for (HistoryEvent.Builder event : shortened.getEventsBuilderList()) {
      if (event.hasWorkflowExecutionSignaledEventAttributes()
          && event.getWorkflowExecutionSignaledEventAttributes().getInput().getPayloadsCount()
              > 0) {
        event
            .getWorkflowExecutionSignaledEventAttributesBuilder()
            .getInputBuilder()
            .setPayloads(
                0,
                Payload.newBuilder()
                    .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                    .setData(ByteString.copyFromUtf8("\"x\"")));
      }
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(name + ".json"),
          new WorkflowExecutionHistory(shortened.build()).toJson(true).strip() + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** How a recorded workflow comes to its end. */
  private static class Road {
    List<String> queues() {
      return TaskQueues.all();
    }

    void end(WorkflowStub workflow) {
      InMemoryTemporal.outcome(workflow);
    }
  }
}
