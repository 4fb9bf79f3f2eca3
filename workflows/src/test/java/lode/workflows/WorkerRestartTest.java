package lode.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.UUID;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import lode.workflows.crawl.ScriptedCrawl;
import lode.workflows.extraction.ExtractionWorkflow.ExtractionInput;
import lode.workflows.extraction.ScriptedExtraction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerRestartTest {

  private final InMemoryTemporal temporal = new InMemoryTemporal();
  private final RecordedJobs jobs = new RecordedJobs();
  private final JobId jobId = new JobId(UUID.randomUUID());

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aCrawlGoesOnWithAnotherWorker() {
    Underway batch = new Underway(1);
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> {
              if (number == 2) {
                batch.hold();
              }
              return number < 4 ? ScriptedCrawl.more(10) : ScriptedCrawl.done(1);
            });
    temporal.working(jobs, crawl);
    WorkflowStub workflow =
        temporal.start("CrawlWorkflow", JobKind.CRAWL.workflowId(jobId), CrawlInput.of(jobId));
    batch.awaitBegun();

    temporal.withoutWorker();
    batch.release();
    temporal.working(jobs, crawl);

    assertThat(InMemoryTemporal.outcome(workflow).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(jobs.runs).hasSize(1);
    assertThat(crawl.steps).containsOnlyOnce("open", "close").startsWith("open");
  }

  @Test
  void anExtractionGoesOnWithAnotherWorkerAndRepeatsOnlyWhatWasUnderWay() {
    Underway call = new Underway(1);
    ScriptedExtraction extraction =
        new ScriptedExtraction(120, List.of(0, 1, 2)).holding("model 1", call);
    temporal.working(jobs, extraction);
    WorkflowStub workflow =
        temporal.start(
            "ExtractionWorkflow", JobKind.EXTRACT.workflowId(jobId), ExtractionInput.of(jobId));
    call.awaitBegun();
    Eventually.await("the other units", () -> extraction.steps("model").size() == 3);

    temporal.withoutWorker();
    call.release();
    temporal.working(jobs, extraction);

    assertThat(InMemoryTemporal.outcome(workflow)).isEqualTo(extraction.outcome);
    assertThat(extraction.steps("plan")).hasSize(1);
    assertThat(extraction.steps("markup")).hasSize(3);
    assertThat(extraction.steps("index")).hasSize(3);
    assertThat(extraction.steps("model")).contains("model 1");
  }
}
