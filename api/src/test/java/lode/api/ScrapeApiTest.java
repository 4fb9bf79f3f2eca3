package lode.api;

import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import lode.domain.job.JobId;
import lode.domain.job.Jobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scrapes over HTTP: an answer for each line of a messy list; no worker runs them here. */
class ScrapeApiTest {

  private static final String PROJECT =
      """
      {"name": "Scraped", "schema": {"name": "shop", "fieldGroups": [
        {"name": "product", "fields": [{"name": "title", "type": "text"}]}]},
       "crawlDefaults": {"maxPages": 1, "maxDepth": 4}}
      """;

  private static EmbeddedPostgres postgres;
  private static RunningApi api;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    api = RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY).awaitDatabase(ADMIN_KEY);
    String project =
        json(api.call("POST", "/api/v1/projects", ADMIN_KEY, PROJECT)).path("id").asString();
    path = "/api/v1/projects/" + project + "/scrapes";
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    postgres.close();
  }

  private static HttpResponse<String> post(String body, String... headers) {
    return api.call("POST", path, ADMIN_KEY, body.replace('\'', '"'), headers);
  }

  private static JsonNode payload(JsonNode started) {
    return api.bean(Jobs.class)
        .find(JobId.of(started.path("id").asString()))
        .orElseThrow()
        .payload();
  }

  @Test
  void answersEachLineAndStartsAJobOfTheRest() {
    HttpResponse<String> answer =
        post(
            "{'urls': '# list\\nhttps://a.example/\\n1. htp://b.example,\\n\\noops\\nA.example',"
                + " 'autoExtract': false}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode job = json(answer);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/api/v1/jobs/" + job.path("id").asString());
    assertThat(job.path("kind").asString()).isEqualTo("scrape");
    assertThat(job.path("status").asString()).isEqualTo("queued");
    assertThat(job.path("lines"))
        .extracting(
            line -> line.path("line").asInt(),
            line -> line.path("status").asString(),
            line -> line.path("url").asString(""))
        .containsExactly(
            tuple(2, "accepted", "https://a.example/"),
            tuple(3, "repaired", "http://b.example/"),
            tuple(5, "refused", ""),
            tuple(6, "duplicate", "https://a.example/"));
    assertThat(job.path("lines").get(2).path("input").asString()).isEqualTo("oops");
    assertThat(job.path("lines").get(2).path("reason").asString()).contains("no URL");
    JsonNode crawl = payload(job);
    assertThat(crawl.path("seeds").size()).isEqualTo(2);
    assertThat(crawl.path("maxPages").asInt()).isEqualTo(2);
    assertThat(crawl.path("maxDepth").asInt()).isZero();
    assertThat(
            api.bean(TestWorkflowEnvironment.class)
                .getWorkflowClient()
                .newUntypedWorkflowStub("scrape/" + job.path("id").asString())
                .describe()
                .getWorkflowType())
        .isEqualTo("CrawlWorkflow");
  }

  @Test
  void extractsAsAPipelineByDefault() {
    JsonNode job = json(post("{'urls': ['a.example']}"));

    assertThat(job.path("kind").asString()).isEqualTo("pipeline");
    assertThat(payload(job).at("/crawl/seeds").size()).isOne();
  }

  @Test
  void refusesAListWithoutAUrlLineByLine() {
    HttpResponse<String> answer = post("{'urls': ['oops', 'ftp://a.example']}");

    ApiTest.assertProblem(answer, 422, "no-usable-url");
    assertThat(json(answer).path("lines"))
        .extracting(line -> line.path("status").asString())
        .containsExactly("refused", "refused");
  }

  @Test
  void namesWhatAScrapeDoesNotTake() {
    HttpResponse<String> answer = post("{'urls': ['a.example'], 'maxDepth': 2, 'minDelayMs': -1}");

    ApiTest.assertProblem(answer, 422, "invalid");
    assertThat(json(answer).path("errors"))
        .extracting(error -> error.path("pointer").asString())
        .containsExactlyInAnyOrder("/maxDepth", "/minDelayMs");
    ApiTest.assertProblem(post("{}"), 422, "invalid");
  }

  @Test
  void theSameKeyGivesTheSameJobWithTheSameLines() {
    JsonNode first = json(post("{'urls': ['b.example']}", "Idempotency-Key", "s1"));
    JsonNode again = json(post("{'urls': ['b.example']}", "Idempotency-Key", "s1"));

    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertThat(again.path("lines")).isEqualTo(first.path("lines"));
  }
}
