package lode.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a bench asks of the API of a running Lode. */
final class ApiCalls {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiCalls(String url) {
    this.url = url;
  }

  /** Waits for the readiness of the API, or of a worker; gives up when the process ends. */
  void awaitReady(BooleanSupplier alive, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
        throw new IOException(url + " is not ready");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send(request("/actuator/health/readiness").GET()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Starts a crawl of a whole site, as fast as it answers, in a project of its own; its id. */
  UUID crawl(String seed, int maxPages) throws IOException, InterruptedException {
    return crawl(request(maxPages, List.of(seed)).put("maxDepth", 20).put("minDelayMs", 0));
  }

  /** The body of a crawl of sites on loopback, without extraction. */
  static ObjectNode request(int maxPages, List<String> seeds) {
    ObjectNode body = JSON.createObjectNode();
    seeds.forEach(body.putArray("seeds")::add);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    return body.put("maxPages", maxPages).put("autoExtract", false);
  }

  /** Starts a crawl in a project of its own; its id. */
  UUID crawl(ObjectNode body) throws IOException, InterruptedException {
    ObjectNode project = JSON.createObjectNode();
    project.put("name", "bench " + UUID.randomUUID()).put("template", "company");
    String projectId = post("/api/v1/projects", project).path("id").asString();
    JsonNode job = post("/api/v1/projects/" + projectId + "/crawls", body);
    return UUID.fromString(job.path("id").asString());
  }

  /** The job as it ended; as it is then when that takes longer. */
  JsonNode awaitEnd(UUID job, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    JsonNode last = JSON.createObjectNode();
    while (System.nanoTime() < deadline) {
      try {
        last = JSON.readTree(send(request("/api/v1/jobs/" + job).GET()).body());
      } catch (IOException cut) {
        // Its database may have been cut off; it comes back.
      }
      boolean ends =
          last.path("status").isString()
              && !List.of("queued", "running", "paused").contains(last.path("status").asString());
      if (ends && last.path("id").isString()) {
        return last;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return last;
  }

  private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
