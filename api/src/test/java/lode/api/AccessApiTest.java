package lode.api;

import static lode.api.ApiTest.assertProblem;
import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.util.Base64;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.job.JobId;
import lode.domain.job.Jobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets in the bodies of crawls; no worker runs them here. */
class AccessApiTest {

  private static final String PROJECT =
      """
      {"name": "%s", "schema": {"name": "shop", "fieldGroups": [
        {"name": "product", "fields": [{"name": "title", "type": "text"}]}]}}
      """;
  private static final String SECRET = "s3cret-Vq82";
  private static final String BODY =
      "{\"url\": \"acme.example\", \"headers\": {\"X-Key\": \"" + SECRET + "\"}}";

  private static EmbeddedPostgres postgres;
  private static RunningApi api;
  private static RunningApi keyless;
  private static String project;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    api =
        RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY, "lode.secret.key=" + key)
            .awaitDatabase(ADMIN_KEY);
    keyless = RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY).awaitDatabase(ADMIN_KEY);
    project =
        json(api.call("POST", "/api/v1/projects", ADMIN_KEY, PROJECT.formatted("Guarded")))
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    keyless.close();
    postgres.close();
  }

  private static HttpResponse<String> post(
      RunningApi to, String kind, String body, String... headers) {
    return to.call("POST", "/api/v1/projects/" + project + "/" + kind, ADMIN_KEY, body, headers);
  }

  @ParameterizedTest
  @CsvSource({"crawls, url", "pipelines, url", "scrapes, urls"})
  void keepsThemApartFromTheRequest(String kind, String member) {
    HttpResponse<String> answer = post(api, kind, BODY.replace("url", member));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).doesNotContain(SECRET);
    JobId job = JobId.of(json(answer).path("id").asString());
    assertThat(api.bean(Jobs.class).find(job).orElseThrow().payload().toString())
        .doesNotContain(SECRET, "X-Key");
    assertThat(api.bean(CrawlSecrets.class).find(job).headers()).containsEntry("X-Key", SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "headers | {\"X-Key\": \"s3cret-Vq82\"}",
        "basicAuth | {\"username\": \"u\", \"password\": \"s3cret-Vq82\"}",
        "proxy | \"http://u:s3cret-Vq82@proxy.example:3128\""
      })
  void refusesWhatItCannotSeal(String member, String value) {
    String body = "{\"url\": \"acme.example\", \"" + member + "\": " + value + "}";

    HttpResponse<String> answer = post(keyless, "crawls", body);

    assertProblem(answer, 422, "invalid");
    assertThat(answer.body()).contains("/" + member, "LODE_SECRET_KEY").doesNotContain(SECRET);
    assertThat(post(keyless, "crawls", "{\"url\": \"acme.example\"}").statusCode()).isEqualTo(202);
  }

  @Test
  void tellsTwoRequestsOfOneKeyApartByTheirSecrets() {
    String[] key = {"Idempotency-Key", "one-and-only"};
    HttpResponse<String> first = post(api, "crawls", BODY, key);
    HttpResponse<String> again = post(api, "crawls", BODY, key);
    HttpResponse<String> other = post(api, "crawls", BODY.replace(SECRET, "another"), key);

    assertThat(json(again).path("id")).isEqualTo(json(first).path("id"));
    assertThat(other.statusCode()).isEqualTo(409);
    long kept =
        api.bean(JdbcClient.class)
            .sql("select count(*) from crawl_secrets where job_id = :job::uuid")
            .param("job", json(first).path("id").asString())
            .query(Long.class)
            .single();
    assertThat(kept).isOne();
  }

  @Test
  void projectsKeepNone() {
    String defaults =
        "{\"name\": \"Defaults\", \"template\": \"company\", \"crawlDefaults\": {\"headers\": {\"X\": \""
            + SECRET
            + "\"}}}";

    HttpResponse<String> answer = api.call("POST", "/api/v1/projects", ADMIN_KEY, defaults);

    assertProblem(answer, 422, "invalid");
    assertThat(answer.body()).contains("give it with each crawl").doesNotContain(SECRET);
  }
}
