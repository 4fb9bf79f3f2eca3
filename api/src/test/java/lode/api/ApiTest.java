package lode.api;

import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.Jobs;
import lode.domain.job.NewJob;
import lode.domain.project.ProjectId;
import lode.domain.report.ReportId;
import lode.domain.report.ReportModel;
import lode.domain.report.ReportType;
import lode.domain.report.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApiTest {

  private static final String SCHEMA =
      """
      {"name": "shop", "fieldGroups": [{"name": "product", "fields": [
        {"name": "title", "type": "text"}, {"name": "price", "type": "number", "unit": "EUR"}]}]}
      """;

  private static EmbeddedPostgres postgres;
  private static RunningApi api;
  private static Map<String, String> keys;
  private static String project;
  private static String otherProject;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    api = RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY).awaitDatabase(ADMIN_KEY);
    project = newProject("Shops");
    otherProject = newProject("Others");
    keys = api.keys(ProjectId.of(project), ProjectId.of(otherProject));
    job =
        json(post("/projects/" + project + "/crawls", "{\"url\": \"example.com\"}"))
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    postgres.close();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/lode/api/routes.csv", numLinesToSkip = 1)
  void everyRouteAsksForAKeyOfItsRole(String method, String path, String role) {
    String url = path(path);
    String body = method.equals("GET") ? null : "{}";
    assertProblem(api.call(method, url, null, body), 401, "unauthorized");
    assertProblem(api.call(method, url, "no-such-key", body), 401, "unauthorized");
    HttpResponse<String> read = api.call(method, url, keys.get("read"), body);
    if (role.equals("read")) {
      assertThat(read.statusCode()).isNotIn(401, 403);
    } else {
      assertProblem(read, 403, "forbidden");
    }
    if (path.contains("{project}") || path.contains("{job}")) {
      assertProblem(api.call(method, url, keys.get("others"), body), 403, "forbidden");
      assertProblem(
          api.call(method, path(path, UUID.randomUUID().toString()), ADMIN_KEY, body),
          404,
          "not-found");
      assertProblem(api.call(method, path(path, "nonsense"), ADMIN_KEY, body), 422, "invalid");
    }
    assertProblem(api.call(method, url + "?sorce=1", ADMIN_KEY, body), 422, "invalid");
  }

  @Test
  void tableNamesEveryRoute() throws Exception {
    JsonNode paths = json(api.call("GET", "/v3/api-docs", null, null)).path("paths");
    String table =
        new String(
            ApiTest.class.getResourceAsStream("/lode/api/routes.csv").readAllBytes(),
            StandardCharsets.UTF_8);
    long routes =
        paths
            .propertyStream()
            .filter(path -> path.getKey().startsWith("/api/"))
            .mapToLong(path -> path.getValue().size())
            .sum();
    assertThat(table.lines().filter(line -> !line.isBlank()).count() - 1).isEqualTo(routes);
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/lode/api/mistakes.csv",
      numLinesToSkip = 1,
      delimiter = '|',
      quoteCharacter = '\'')
  void mistakesAreProblemsWithTheirPlace(
      String method, String path, String body, int status, String code, String pointer) {
    HttpResponse<String> answer = api.call(method, path(path), ADMIN_KEY, body);
    JsonNode problem = assertProblem(answer, status, code);
    if (pointer != null) {
      assertThat(problem.path("errors").valueStream().map(e -> e.path("pointer").asString()))
          .contains(pointer.equals("-") ? "" : pointer);
    }
  }

  @Test
  void openApiDocumentIsTheOneInTheRepository() throws Exception {
    Path kept = Path.of("openapi.json");
    String generated = api.call("GET", "/v3/api-docs", null, null).body().strip() + "\n";
    if (Boolean.getBoolean("lode.openapi.write")) {
      Files.writeString(kept, generated);
    }
    assertThat(Files.readString(kept))
        .as(
            "api/openapi.json is out of date; write it anew with"
                + " ./mvnw -pl api -am test -Dtest=ApiTest -Dlode.openapi.write=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false and look at the diff")
        .isEqualTo(generated);
  }

  @Test
  void bodiesAreBounded() {
    String url = "/api/v1/projects";
    assertProblem(
        api.call("POST", url, ADMIN_KEY, "{\"name\": \"" + "x".repeat(3_000_000) + "\"}"),
        413,
        "body-too-large");
    assertProblem(
        api.call("POST", url, ADMIN_KEY, "{\"schema\": " + "[".repeat(100) + "]".repeat(100) + "}"),
        413,
        "body-too-large");
  }

  @Test
  void storedReportsAreReadInEachFormat() {
    ReportModel model =
        new ReportModel(
            "Shops compared",
            ReportType.TABLE,
            Instant.parse("2026-01-01T00:00:00Z"),
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of("nothing was found"));
    ReportId id = new ReportId(UUID.randomUUID());
    api.bean(Reports.class)
        .store(
            id, ProjectId.of(project), JobId.of(job), model, Instant.parse("2026-01-01T00:00:00Z"));
    String url = "/projects/" + project + "/reports";
    assertThat(json(get(url)).at("/items/0/title").asString()).isEqualTo("Shops compared");
    assertThat(json(get(url + "/" + id)).at("/model/type").asString()).isEqualTo("table");
    HttpResponse<String> markdown = get(url + "/" + id + "/content");
    assertThat(markdown.headers().firstValue("Content-Type"))
        .hasValue("text/markdown;charset=UTF-8");
    assertThat(markdown.body()).contains("Shops compared");
    assertThat(get(url + "/" + id + "/content?format=csv").statusCode()).isEqualTo(200);
    assertThat(json(get(url + "/" + id + "/content?format=json")).path("title").asString())
        .isEqualTo("Shops compared");
    assertProblem(get(url + "/" + id + "/content?format=pdf"), 422, "invalid");
    assertProblem(get("/projects/" + otherProject + "/reports/" + id), 404, "not-found");
  }

  @Test
  void problemsOfTheWebAreProblemsToo() {
    String projects = "/api/v1/projects";
    assertProblem(api.call("GET", "/nowhere", ADMIN_KEY, null), 404, "not-found");
    HttpResponse<String> method = api.call("DELETE", projects, ADMIN_KEY, null);
    assertProblem(method, 405, "method-not-allowed");
    assertThat(method.headers().firstValue("Allow").orElse("")).contains("GET").contains("POST");
    assertProblem(
        api.call("POST", projects, ADMIN_KEY, "a: b", "Content-Type", "application/yaml"),
        415,
        "unsupported-media-type");
    assertProblem(
        api.call("GET", projects, ADMIN_KEY, null, "Accept", "image/png"), 406, "not-acceptable");
    JsonNode malformed =
        assertProblem(api.call("POST", projects, ADMIN_KEY, "{\n \"a\": }"), 400, "malformed-json");
    assertThat(malformed.path("detail").asString()).contains("line 2, column 7");
  }

  @Test
  void requestsThatTheContainerRefusesAreProblemsToo() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /a|{b} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "\"code\":\"bad-request\"", "X-Request-ID: ")
          .doesNotContain("Tomcat", "html");
    }
  }

  @Test
  void everyAnswerHasItsHeaders() {
    for (HttpResponse<String> answer :
        List.of(
            api.call("GET", "/", null, null),
            api.call("GET", "/api/v1/projects", null, null),
            api.call("GET", "/nowhere", ADMIN_KEY, null),
            api.call("GET", "/api/v1/jobs/" + job, ADMIN_KEY, null))) {
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
      assertThat(answer.headers().firstValue("X-Request-ID").orElse("")).hasSize(36);
    }
    assertThat(
            api.call("GET", "/", null, null, "X-Request-ID", "mine-1")
                .headers()
                .firstValue("X-Request-ID"))
        .hasValue("mine-1");
    assertThat(
            api.call("GET", "/", null, null, "X-Request-ID", "bad id")
                .headers()
                .firstValue("X-Request-ID")
                .orElse(""))
        .hasSize(36);
  }

  @Test
  void keyAlsoComesInItsOwnHeader() {
    assertThat(api.call("GET", "/api/v1/projects", null, null, "X-API-Key", ADMIN_KEY).statusCode())
        .isEqualTo(200);
  }

  @Test
  void projectsAreMadeListedAndEditedWithETags() {
    HttpResponse<String> made =
        post("/projects", "{\"name\": \"Edited\", \"template\": \"" + template() + "\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String location = made.headers().firstValue("Location").orElseThrow();
    String etag = made.headers().firstValue("ETag").orElseThrow();
    assertProblem(
        post("/projects", "{\"name\": \"EDITED\", \"template\": \"" + template() + "\"}"),
        409,
        "project-name-taken");
    HttpResponse<String> edited =
        api.call("PATCH", location, ADMIN_KEY, "{\"description\": \"d\"}", "If-Match", etag);
    assertThat(json(edited).path("description").asString()).isEqualTo("d");
    assertProblem(
        api.call("PATCH", location, ADMIN_KEY, "{\"name\": \"x\"}", "If-Match", etag),
        412,
        "edition-changed");
    JsonNode first = json(get("/projects?limit=1"));
    JsonNode second = json(get("/projects?limit=1&cursor=" + first.path("nextCursor").asString()));
    assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
  }

  @Test
  void crawlDefaultsFillRequestsAndAreChecked() {
    String id = newProject("Defaults");
    api.call(
        "PATCH", "/api/v1/projects/" + id, ADMIN_KEY, "{\"crawlDefaults\": {\"maxPages\": 7}}");
    JsonNode started =
        json(
            post(
                "/projects/" + id + "/crawls", "{\"url\": \"a.example\", \"autoExtract\": false}"));
    assertThat(started.path("kind").asString()).isEqualTo("crawl");
    assertThat(payload(started).path("maxPages").asInt()).isEqualTo(7);
  }

  @Test
  void schemaChangesMakeVersionsAndBreakingOnesAskForForce() {
    String id = newProject("Schemas");
    String url = "/api/v1/projects/" + id + "/schema";
    JsonNode same = json(api.call("PUT", url, ADMIN_KEY, SCHEMA));
    assertThat(same.path("changed").asBoolean()).isFalse();
    assertThat(same.path("version").asInt()).isEqualTo(1);
    post("/projects/" + id + "/extract", "{}");
    String breaking = SCHEMA.replace("\"number\", \"unit\": \"EUR\"", "\"text\"");
    JsonNode refused =
        assertProblem(api.call("PUT", url, ADMIN_KEY, breaking), 409, "schema-in-use");
    assertThat(refused.path("extractionCount").asInt(-1)).isZero();
    assertThat(refused.at("/changes/0/breaking").asBoolean()).isTrue();
    JsonNode forced = json(api.call("PUT", url + "?force=true", ADMIN_KEY, breaking));
    assertThat(forced.path("version").asInt()).isEqualTo(2);
    assertThat(json(get("/projects/" + id + "/schema/versions")).path("items").size()).isEqualTo(2);
    assertThat(json(get("/projects/" + id + "/schema/versions/1")).at("/schema/name").asString())
        .isEqualTo("shop");
    assertProblem(get("/projects/" + id + "/schema/versions/9"), 404, "not-found");
  }

  @Test
  void acceptedWorkIsAJobWhoseWorkflowRuns() {
    HttpResponse<String> started =
        post(
            "/projects/" + project + "/pipelines",
            "{\"url\": \"a.example\", \"report\": {\"type\": \"table\"}}");
    assertThat(started.statusCode()).isEqualTo(202);
    JsonNode body = json(started);
    String id = body.path("id").asString();
    assertThat(started.headers().firstValue("Location")).hasValue("/api/v1/jobs/" + id);
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "kind",
            "projectId",
            "status",
            "phase",
            "progress",
            "result",
            "error",
            "createdAt",
            "startedAt",
            "finishedAt",
            "workflowId",
            "runId",
            "temporalUrl",
            "parentId");
    assertThat(body.path("status").asString()).isEqualTo("queued");
    assertThat(body.path("temporalUrl").asString())
        .isEqualTo("http://127.0.0.1:8233/namespaces/default/workflows/pipeline%2F" + id);
    assertThat(payload(body).at("/report/type").asString()).isEqualTo("table");
    assertThat(payload(body).at("/crawl/maxPages").asInt()).isEqualTo(100);
    assertThat(
            api.bean(TestWorkflowEnvironment.class)
                .getWorkflowClient()
                .newUntypedWorkflowStub("pipeline/" + id)
                .describe()
                .getWorkflowType())
        .isEqualTo("PipelineWorkflow");
  }

  @Test
  void idempotencyKeyGivesTheSameJobOrRefuses() {
    String url = "/api/v1/projects/" + project + "/crawls";
    String body = "{\"url\": \"idempotent.example\", \"maxPages\": 3}";
    String sameBody = "{\"maxPages\":3,\"url\":\"idempotent.example\"}";
    JsonNode first = json(api.call("POST", url, ADMIN_KEY, body, "Idempotency-Key", "k1"));
    JsonNode again = json(api.call("POST", url, ADMIN_KEY, sameBody, "Idempotency-Key", "k1"));
    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertProblem(
        api.call("POST", url, ADMIN_KEY, "{\"url\": \"b.example\"}", "Idempotency-Key", "k1"),
        409,
        "idempotency-key-reused");
    JsonNode otherOwner =
        json(api.call("POST", url, keys.get("run"), body, "Idempotency-Key", "k1"));
    assertThat(otherOwner.path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void cancelAsksTheWorkflowToEnd() {
    JsonNode started = json(post("/projects/" + project + "/crawls", "{\"url\": \"c.example\"}"));
    HttpResponse<String> asked = post("/jobs/" + started.path("id").asString() + "/cancel", null);
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(
            api.bean(TestWorkflowEnvironment.class)
                .getWorkflowClient()
                .fetchHistory(started.path("workflowId").asString())
                .getEvents())
        .anyMatch(
            event ->
                event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
  }

  @Test
  void jobWithoutWorkflowIsCancelledAtOnceAndOnlyOnce() {
    Jobs jobs = api.bean(Jobs.class);
    JobId id = new JobId(UUID.randomUUID());
    jobs.accept(
        new NewJob(
            id, JobKind.CRAWL, ProjectId.of(project), null, RunningApi.JSON.readTree("{}"), null));
    assertThat(json(post("/jobs/" + id + "/cancel", null)).path("status").asString())
        .isEqualTo("cancelled");
    assertProblem(post("/jobs/" + id + "/cancel", null), 409, "job-ended");
  }

  @Test
  void networksBesidePublicOnesNeedAnAdmin() {
    String url = "/api/v1/projects/" + project + "/crawls";
    String body = "{\"url\": \"http://10.0.0.1/\", \"allowedNetworks\": [\"10.0.0.0/8\"]}";
    assertProblem(api.call("POST", url, keys.get("run"), body), 403, "forbidden");
    assertThat(api.call("POST", url, ADMIN_KEY, body).statusCode()).isEqualTo(202);
  }

  @Test
  void keysOfSomeProjectsSeeOnlyThose() {
    assertThat(json(api.call("GET", "/api/v1/projects", keys.get("run"), null)).path("items"))
        .hasSize(1);
    assertProblem(api.call("GET", "/api/v1/jobs", keys.get("run"), null), 403, "forbidden");
    assertThat(
            api.call("GET", "/api/v1/jobs?projectId=" + project, keys.get("run"), null)
                .statusCode())
        .isEqualTo(200);
    assertProblem(
        api.call("POST", "/api/v1/projects", keys.get("run"), "{\"name\": \"n\", \"schema\": {}}"),
        403,
        "forbidden");
  }

  @Test
  void jobsAreFilteredAndPaged() {
    JsonNode page =
        json(get("/jobs?limit=1&projectId=" + project + "&kind=pipeline&status=queued"));
    assertThat(page.path("items")).hasSize(1);
    assertThat(json(get("/jobs?kind=reindex")).path("items")).isEmpty();
    assertThat(json(get("/jobs?createdBefore=2001-01-01T00:00:00Z")).path("items")).isEmpty();
    assertThat(json(get("/jobs/" + job + "/urls")).path("items")).isEmpty();
  }

  @Test
  void emptyProjectsAnswerWithEmptyLists() {
    for (String list :
        new String[] {"sources", "extractions", "records", "reports", "boilerplate"}) {
      JsonNode page = json(get("/projects/" + otherProject + "/" + list));
      assertThat(page.path("items").isArray() && page.path("items").isEmpty()).as(list).isTrue();
      assertThat(page.path("nextCursor").isNull()).as(list).isTrue();
    }
    assertThat(json(get("/projects/" + project + "/sources/summary")).path("total").asInt(-1))
        .isZero();
  }

  @Test
  void searchWithoutTheIndexIsUnavailable() {
    assertProblem(
        post("/projects/" + project + "/search", "{\"query\": \"price\", \"mode\": \"keyword\"}"),
        503,
        "search-unavailable");
  }

  @Test
  void readinessNamesEachDependencyAndLivenessNone() {
    HttpResponse<String> ready = api.call("GET", "/actuator/health/readiness", null, null);
    assertThat(ready.statusCode()).isEqualTo(503);
    JsonNode components = json(ready).path("components");
    assertThat(components.at("/postgres/status").asString()).isEqualTo("UP");
    assertThat(components.at("/temporal/status").asString()).isEqualTo("UP");
    assertThat(components.at("/redis/status").asString()).isEqualTo("DOWN");
    assertThat(components.at("/postgres/latencyMs").isNumber()).isTrue();
    HttpResponse<String> alive = api.call("GET", "/actuator/health/liveness", null, null);
    assertThat(alive.statusCode()).isEqualTo(200);
    assertThat(alive.body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @ParameterizedTest
  @CsvSource({"/", "/v3/api-docs", "/docs", "/actuator/prometheus"})
  void loopbackReadsAboutTheServiceWithoutAKey(String path) {
    assertThat(api.call("GET", path, null, null).statusCode()).isLessThan(400);
  }

  static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.path("code").asString()).as(answer.body()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.propertyNames()).contains("type", "title", "detail", "instance");
    return problem;
  }

  private static JsonNode payload(JsonNode started) {
    return api.bean(Jobs.class)
        .find(JobId.of(started.path("id").asString()))
        .orElseThrow()
        .payload();
  }

  private static String template() {
    return json(get("/templates")).at("/items/0/name").asString();
  }

  private static String newProject(String name) {
    JsonNode made =
        json(post("/projects", "{\"name\": \"" + name + "\", \"schema\": " + SCHEMA + "}"));
    return made.path("id").asString();
  }

  private static String path(String template) {
    String id = template.contains("{job}") ? job : project;
    return path(template, id);
  }

  private static String path(String template, String id) {
    return "/api/v1" + template.replace("{job}", id).replace("{project}", id);
  }

  private static HttpResponse<String> get(String path) {
    return api.call("GET", "/api/v1" + path, ADMIN_KEY, null);
  }

  private static HttpResponse<String> post(String path, String body) {
    return api.call("POST", "/api/v1" + path, ADMIN_KEY, body);
  }
}
