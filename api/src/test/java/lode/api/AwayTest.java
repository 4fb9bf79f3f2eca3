package lode.api;

import static lode.api.ApiTest.assertProblem;
import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import lode.api.http.ApiSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the API answers while something that it depends on is away, and without a key. */
class AwayTest {

  private static final String PROJECT =
      """
      {"name": "Away", "template": "company"}
      """;

  @Test
  void saysWhatIsAwayAndLosesNoWork() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    try (RunningApi api = RunningApi.start(postgres).awaitDatabase(null)) {
      JsonNode project = json(api.call("POST", "/api/v1/projects", null, PROJECT));
      String crawls = "/api/v1/projects/" + project.path("id").asString() + "/crawls";

      api.bean(TestWorkflowEnvironment.class).close();
      HttpResponse<String> accepted = api.call("POST", crawls, null, "{\"url\": \"a.example\"}");
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      assertThat(json(accepted).path("status").asString()).isEqualTo("queued");
      String job = accepted.headers().firstValue("Location").orElseThrow();
      assertThat(api.call("POST", job + "/cancel", null, null).statusCode()).isEqualTo(202);
      assertThat(api.call("GET", job, null, null).statusCode()).isEqualTo(200);

      postgres.close();
      assertProblem(api.call("GET", job, null, null), 503, "database-unavailable");
      assertProblem(
          api.call("GET", "/api/v1/projects", ADMIN_KEY, null), 503, "database-unavailable");
      HttpResponse<String> ready = api.call("GET", "/actuator/health/readiness", null, null);
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(json(ready).at("/components/postgres/status").asString()).isEqualTo("DOWN");
      assertThat(json(ready).at("/components/temporal/status").asString()).isEqualTo("DOWN");
      assertThat(api.call("GET", "/actuator/health/liveness", null, null).statusCode())
          .isEqualTo(200);

      assertProblem(
          api.call("GET", "/api/v1/templates", null, null, "Origin", "https://evil.example"),
          403,
          "forbidden");
      assertThat(
              api.call("GET", "/api/v1/templates", null, null, "Origin", "http://localhost:1")
                  .statusCode())
          .isEqualTo(200);
    } finally {
      postgres.close();
    }
  }

  @Test
  void listensBeyondLoopbackOnlyWithAKey() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      assertThatThrownBy(() -> RunningApi.start(postgres, "lode.api.address=0.0.0.0"))
          .hasStackTraceContaining("without a key the API listens on loopback only");
      assertThatThrownBy(() -> RunningApi.start(postgres, "server.address=0.0.0.0"))
          .hasStackTraceContaining("without a key the API listens on loopback only");
      try (RunningApi api =
          RunningApi.start(postgres, "lode.api.address=0.0.0.0", "lode.api.key=" + ADMIN_KEY)
              .awaitDatabase(ADMIN_KEY)) {
        for (String closed : new String[] {"/v3/api-docs", "/docs", "/actuator/prometheus"}) {
          assertProblem(api.call("GET", closed, null, null), 401, "unauthorized");
          assertThat(api.call("GET", closed, ADMIN_KEY, null).statusCode()).isLessThan(400);
        }
        assertThat(api.call("GET", "/actuator/health/liveness", null, null).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "changeme-changeme-changeme-changeme-0123456789",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "1212121212121212121212121212121212121212",
      })
  void refusesWeakKeys(String key) {
    assertThatThrownBy(() -> new ApiSettings(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too weak")
        .hasMessageNotContaining(key);
  }

  @Test
  void takesAStrongKeyAndNeverPrintsIt() {
    assertThat(new ApiSettings(ADMIN_KEY).toString()).doesNotContain(ADMIN_KEY);
    assertThat(new ApiSettings(" ").key()).isNull();
  }
}
