package lode.workflows.crawl;

import static lode.workflows.crawl.ScriptedCrawl.done;
import static lode.workflows.crawl.ScriptedCrawl.later;
import static lode.workflows.crawl.ScriptedCrawl.more;
import static lode.workflows.crawl.ScriptedCrawl.toRender;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.workflows.InMemoryTemporal;
import lode.workflows.RecordedJobs;
import lode.workflows.crawl.CrawlWorkflow.CrawlInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenderingCrawlTest {

  private final InMemoryTemporal temporal = new InMemoryTemporal();
  private final RecordedJobs jobs = new RecordedJobs();
  private final JobId jobId = new JobId(UUID.randomUUID());

  @AfterEach
  void close() {
    temporal.close();
  }

  private WorkflowStub start() {
    return temporal.start("CrawlWorkflow", JobKind.CRAWL.workflowId(jobId), CrawlInput.of(jobId));
  }

  @Test
  void rendersWhatWaitsForABrowserAndFetchesWhatThatLedTo() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> number == 1 ? toRender(3, 0) : done(1));
    RenderActivities browser =
        job -> {
          crawl.steps.add("render");
          return more(3);
        };
    temporal.working(jobs, crawl, browser);

    assertThat(InMemoryTemporal.outcome(start()).status()).isEqualTo(JobStatus.COMPLETED);

    assertThat(crawl.steps).containsExactly("open", "batch", "render", "batch", "close");
  }

  @Test
  void rendersAgainWhileSomethingWaits() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> toRender(3, 0));
    AtomicInteger rendered = new AtomicInteger();
    RenderActivities browser =
        job -> {
          crawl.steps.add("render");
          return rendered.incrementAndGet() < 3 ? toRender(1, 0) : done(1);
        };
    temporal.working(jobs, crawl, browser);

    assertThat(InMemoryTemporal.outcome(start()).status()).isEqualTo(JobStatus.COMPLETED);

    assertThat(crawl.steps).containsExactly("open", "batch", "render", "render", "render", "close");
  }

  @Test
  void waitsInATimerForWhatIsToBeRenderedLater() {
    ScriptedCrawl crawl =
        new ScriptedCrawl(
            number -> number == 1 ? toRender(1, Duration.ofSeconds(3).toMillis()) : done(1));
    temporal.working(jobs, crawl);
    long began = temporal.now();

    assertThat(InMemoryTemporal.outcome(start()).status()).isEqualTo(JobStatus.COMPLETED);

    assertThat(crawl.steps).containsExactly("open", "batch", "batch", "close");
    assertThat(temporal.now() - began).isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void rendersNothingForACrawlThatNeedsNoBrowser() {
    ScriptedCrawl crawl = new ScriptedCrawl(number -> number == 1 ? later(1_000) : done(1));
    RenderActivities browser =
        job -> {
          throw new AssertionError("nothing was to be rendered");
        };
    temporal.working(jobs, crawl, browser);

    assertThat(InMemoryTemporal.outcome(start()).status()).isEqualTo(JobStatus.COMPLETED);
  }
}
