package lode.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class JobBodyTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final TemporalSettings NO_UI = new TemporalSettings("a:1", "default", null, true);

  @Test
  void crawlsSayHowFastTheyAre() {
    Map<String, Number> progress =
        JobBody.of(job(JobKind.CRAWL), NO_UI, STARTED.plusSeconds(8)).progress();
    assertThat(progress.get("durationSeconds").doubleValue()).isEqualTo(8);
    assertThat(progress.get("pagesPerSecond").doubleValue()).isEqualTo(0.5);
    assertThat(progress.get("avgSecondsPerPage").doubleValue()).isEqualTo(2);
  }

  @Test
  void pipelinesTakeLongerThanTheirCrawlAndSayNoRate() {
    assertThat(JobBody.of(job(JobKind.PIPELINE), NO_UI, STARTED.plusSeconds(8)).progress())
        .containsKey("durationSeconds")
        .doesNotContainKeys("pagesPerSecond", "avgSecondsPerPage");
  }

  @ParameterizedTest
  @CsvSource({
    ",",
    "'',",
    "http://h:1, http://h:1/namespaces/default/workflows/crawl%2F00000000-0000-0000-0000-000000000001",
    "http://h:1/, http://h:1/namespaces/default/workflows/crawl%2F00000000-0000-0000-0000-000000000001",
  })
  void linksToTheWorkflowWhereThereIsAUi(String uiUrl, String url) {
    TemporalSettings settings = new TemporalSettings("a:1", "default", uiUrl, true);
    assertThat(JobBody.of(job(JobKind.CRAWL), settings, STARTED).temporalUrl()).isEqualTo(url);
  }

  private static Job job(JobKind kind) {
    JobId id = new JobId(new UUID(0, 1));
    return new Job(
        id,
        kind,
        new ProjectId(new UUID(0, 2)),
        JobStatus.RUNNING,
        "crawl",
        JsonNodeFactory.instance.objectNode(),
        1,
        Map.of("pagesDiscovered", 9L, "pagesFetched", 3L, "pagesUnchanged", 1L),
        null,
        null,
        STARTED,
        STARTED,
        null,
        null,
        kind.workflowId(id),
        null,
        null);
  }
}
