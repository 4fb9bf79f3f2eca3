package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lode.domain.project.SchemaReader;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackSettings;
import lode.standalone.sample.SampleSite;
import lode.standalone.server.LodeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of {@code docs/guides/first-project.md}, one after the other, against a whole Lode. */
class FirstProjectGuideTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^API=.*$\\n");
  private static final Duration JOB_WITHIN = Duration.ofMinutes(3);

  private final Page guide = Page.of("docs/guides/first-project.md");
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();

  @Test
  void schemaInYamlAndTheOneInTheRequestAreTheSame() {
    CurlCommand create = CurlCommand.parse(curls().get(0), Map.of());
    JsonNode inRequest = JSON.readTree(create.body()).path("schema");
    var inFile = SchemaReader.readYaml(guide.blocks("yaml").get(0));
    assertThat(SchemaReader.read(inRequest).fieldGroups()).isEqualTo(inFile.fieldGroups());
  }

  @Test
  void requestsRunAndShowWhatTheGuidePromises(@TempDir Path folder) throws Exception {
    try (SampleSite site = SampleSite.start(0);
        LodeServer server = LodeServer.start(LodeHome.at(folder), settings(), 0)) {
      assertThat(server.awaitReady(Duration.ofSeconds(90))).isTrue();
      variables.put("API", server.apiUrl() + "/api/v1");
      for (String curl : curls()) {
        String here =
            curl.replace("https://example.com/", site.baseUri() + "/aldergate/")
                .replace("\"maxPages\": 40,", "\"maxPages\": 40, \"minDelayMs\": 0,");
        send(CurlCommand.parse(here, variables));
      }
    }
    shows();
  }

  private void send(CurlCommand command) throws Exception {
    HttpResponse<String> response =
        http.send(command.request(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(command + "\n" + response.body()).isBetween(200, 299);
    String path = command.url().replaceFirst("[?].*", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
    JsonNode answer = json ? JSON.readTree(response.body()) : JSON.valueToTree(response.body());
    answers.put(last, answer);
    if (last.equals("projects")) {
      variables.put("PROJECT", answer.path("id").asString());
    } else if (last.equals("pipelines")) {
      variables.put("JOB", answer.path("id").asString());
      JsonNode job = ended(answer.path("id").asString());
      variables.put("REPORT", job.path("result").path("reportId").asString(""));
    }
  }

  private JsonNode ended(String jobId) throws Exception {
    long deadline = System.nanoTime() + JOB_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      CurlCommand command = CurlCommand.parse("curl -s $API/jobs/" + jobId, variables);
      JsonNode job =
          JSON.readTree(http.send(command.request(), HttpResponse.BodyHandlers.ofString()).body());
      if (job.path("finishedAt").isString()) {
        assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
        return job;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("the job did not end within " + JOB_WITHIN);
  }

  private void shows() {
    List<JsonNode> names =
        answers
            .get("extractions")
            .path("items")
            .valueStream()
            .map(item -> item.path("fields").path("company_name"))
            .filter(name -> name.path("tier").asString("").equals("markup"))
            .toList();
    assertThat(names)
        .isNotEmpty()
        .anyMatch(name -> name.path("quote").asString("").contains("Aldergate"));
    assertThat(answers.get("records").path("items")).isNotEmpty();
    assertThat(answers.get("urls").path("items").path(0).path("rule").asString("")).isNotEmpty();
    assertThat(answers.get("content").asString()).startsWith("# Makers").contains("Aldergate");
    assertThat(answers.get("search").path("items")).isNotEmpty();
    assertThat(answers.get("extract").path("kind").asString()).isEqualTo("extract");
  }

  private List<String> curls() {
    return guide.blocks("sh").stream()
        .map(block -> ASSIGNMENT.matcher(block).replaceAll(""))
        .filter(block -> block.startsWith("curl "))
        .toList();
  }

  private static StackSettings settings() {
    return new StackSettings(
        Map.of(
            "LODE_OFFLINE", "true",
            "LODE_TEMPORAL_IN_MEMORY", "true",
            "LODE_CRAWL_ALLOWED_NETWORKS", "127.0.0.0/8"));
  }
}
