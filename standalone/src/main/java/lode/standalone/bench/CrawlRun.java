package lode.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A crawl over the API of a running product, in a project of its own, from request to end. */
final class CrawlRun {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long PAUSE_MILLIS = 50;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String apiUrl;

  CrawlRun(String apiUrl) {
    this.apiUrl = apiUrl;
  }

  /** What a crawl came to; the seconds are those that its user waits. */
  record Crawled(String jobId, double seconds, JsonNode job) {

    long counter(String name) {
      return job.path("progress").path(name).asLong();
    }

    long pages() {
      return counter("pagesFetched") + counter("pagesUnchanged");
    }

    double pagesPerSecond() {
      return pages() / seconds;
    }
  }

  /** Crawls loopback hosts without delays. */
  Crawled run(List<String> seeds, int maxPages) throws IOException, InterruptedException {
    ObjectNode project = JSON.createObjectNode().put("template", "company");
    project.put("name", "bench " + System.nanoTime());
    String projectId = send("/projects", project).path("id").asString();
    long began = System.nanoTime();
    String jobId =
        send("/projects/" + projectId + "/crawls", body(seeds, maxPages)).path("id").asString();
    while (true) {
      JsonNode job = send("/jobs/" + jobId, null);
      if (!List.of("queued", "running", "paused").contains(job.path("status").asString())) {
        return new Crawled(jobId, (System.nanoTime() - began) / 1e9, job);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static ObjectNode body(List<String> seeds, int maxPages) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode list = body.putArray("seeds");
    seeds.forEach(list::add);
    body.put("maxPages", maxPages).put("maxDepth", 20).put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    return body.put("autoExtract", false);
  }

  private JsonNode send(String path, @org.jspecify.annotations.Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiUrl + "/api/v1" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json");
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() >= 400) {
      throw new IOException(path + " " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
