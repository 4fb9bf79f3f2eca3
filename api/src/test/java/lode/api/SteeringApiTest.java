package lode.api;

import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.CrawlSteering;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Steering of crawls over HTTP; no worker runs them here. */
class SteeringApiTest {

  private static final String PROJECT =
      """
      {"name": "Steered", "schema": {"name": "shop", "fieldGroups": [
        {"name": "product", "fields": [{"name": "title", "type": "text"}]}]}}
      """;

  private static EmbeddedPostgres postgres;
  private static RunningApi api;
  private static String project;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    api = RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY).awaitDatabase(ADMIN_KEY);
    project = json(post("/projects", PROJECT)).path("id").asString();
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    postgres.close();
  }

  private static HttpResponse<String> post(String path, String body) {
    return api.call("POST", "/api/v1" + path, ADMIN_KEY, body);
  }

  private static JsonNode payload(JsonNode started) {
    return api.bean(Jobs.class)
        .find(JobId.of(started.path("id").asString()))
        .orElseThrow()
        .payload();
  }

  @Test
  void crawlsArePausedResumedAndStopped() {
    JsonNode started =
        json(
            post(
                "/projects/" + project + "/crawls",
                "{\"url\": \"steered.example\", \"autoExtract\": false}"));
    String url = "/jobs/" + started.path("id").asString();

    assertSteered(post(url + "/pause", null), "paused");
    assertSteered(post(url + "/pause", null), "paused");
    assertSteered(post(url + "/resume", null), "queued");
    assertSteered(post(url + "/stop", null), "queued");
    ApiTest.assertProblem(post(url + "/pause", null), 409, "not-crawling");
    assertThat(signals(started)).containsExactly("pause", "pause", "resume", "stop");
    assertThat(api.bean(CrawlSteering.class).untold(1_000))
        .extracting(untold -> untold.crawlId().toString())
        .doesNotContain(started.path("id").asString());
  }

  private static void assertSteered(HttpResponse<String> answer, String status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).path("status").asString()).isEqualTo(status);
  }

  private static List<String> signals(JsonNode ofJob) {
    return api
        .bean(TestWorkflowEnvironment.class)
        .getWorkflowClient()
        .fetchHistory(ofJob.path("workflowId").asString())
        .getEvents()
        .stream()
        .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes())
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .toList();
  }

  @Test
  void runningCrawlsAreChanged() {
    JsonNode started =
        json(post("/projects/" + project + "/crawls", "{\"url\": \"changed.example\"}"));
    HttpResponse<String> changed =
        patch(
            started,
            """
            {"addSeeds": [{"url": "more.example/a", "sourceGroup": "More"}, "other.example"],
             "addExcludePaths": ["/news/"], "maxPages": 7, "minDelayMs": 0}
            """);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    JsonNode crawl = payload(started).path("crawl");
    assertThat(crawl.at("/seeds/1/sourceGroup").asString()).isEqualTo("More");
    assertThat(crawl.at("/seeds/2/sourceGroup").asString()).isEqualTo("other.example");
    assertThat(crawl.at("/excludePaths/0").asString()).isEqualTo("/news/");
    assertThat(crawl.path("maxPages").asInt()).isEqualTo(7);
    assertThat(crawl.path("minDelayMs").asInt(-1)).isZero();
    assertThat(crawl.path("maxConcurrencyPerHost").asInt()).isEqualTo(16);
    JsonNode problem =
        ApiTest.assertProblem(
            patch(started, "{\"addExcludePaths\": [\"(\"], \"maxPages\": 0}"), 422, "invalid");
    assertThat(problem.path("errors").valueStream().map(e -> e.path("pointer").asString()))
        .containsExactlyInAnyOrder("/addExcludePaths/0", "/maxPages");
  }

  private static HttpResponse<String> patch(JsonNode ofJob, String body) {
    return api.call("PATCH", "/api/v1/jobs/" + ofJob.path("id").asString(), ADMIN_KEY, body);
  }

  @Test
  void onlyCrawlsThatHaveNotEndedAreSteered() {
    JsonNode extract = json(post("/projects/" + project + "/extract", "{}"));
    JsonNode crawl = json(post("/projects/" + project + "/crawls", "{\"url\": \"ended.example\"}"));
    api.bean(Jobs.class)
        .finish(
            JobId.of(crawl.path("id").asString()),
            JobOutcome.of(JobStatus.COMPLETED, Map.of()),
            Instant.parse("2026-01-01T00:00:00Z"));
    for (String order : List.of("pause", "resume", "stop")) {
      ApiTest.assertProblem(
          post("/jobs/" + extract.path("id").asString() + "/" + order, null), 409, "not-crawling");
      ApiTest.assertProblem(
          post("/jobs/" + crawl.path("id").asString() + "/" + order, null), 409, "job-ended");
    }
    ApiTest.assertProblem(patch(extract, "{\"maxPages\": 3}"), 409, "not-crawling");
    ApiTest.assertProblem(patch(crawl, "{\"maxPages\": 3}"), 409, "job-ended");
  }
}
