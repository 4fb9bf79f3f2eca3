package lode.standalone.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A live product in a home of its own, seen over HTTP alone. */
public final class RunningLode implements AutoCloseable {

  /** For reading and making bodies. */
  public static final JsonMapper JSON = new JsonMapper();

  private static final Duration JOB_ENDS_WITHIN = Duration.ofSeconds(90);
  private static final AtomicInteger PROJECTS = new AtomicInteger();

  private final Path home;
  private final LodeServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningLode(Path home, LodeServer server) {
    this.home = home;
    this.server = server;
  }

  /** An answer of the API. */
  public record Answer(int status, HttpResponse<String> response) {

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** The body as it came. */
    public String text() {
      return response.body();
    }

    /** A header; empty without. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Starts a product with further settings. */
  public static RunningLode start(Map<String, String> settings) {
    try {
      Path home = Files.createTempDirectory("lode-e2e");
      Map<String, String> environment = new HashMap<>();
      environment.put("LODE_TEMPORAL_IN_MEMORY", "true");
      environment.put("LODE_CRAWL_RETRY_PAUSE", "50ms");
      environment.put("LODE_CRAWL_MAX_ATTEMPTS", "2");
      environment.putAll(settings);
      LodeServer server = LodeServer.start(LodeHome.at(home), new StackSettings(environment), 0);
      if (!server.awaitReady(Duration.ofSeconds(60))) {
        server.close();
        throw new IllegalStateException("the product was not ready in a minute");
      }
      return new RunningLode(home, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Path home() {
    return home;
  }

  public String apiUrl() {
    return server.apiUrl();
  }

  /** Where one of its servers is: {@code postgres}, {@code temporal}. */
  String address(String part) {
    return server.parts().stream()
        .filter(one -> one.name().equals(part))
        .findFirst()
        .orElseThrow()
        .address();
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  public Answer put(String path, JsonNode body) {
    return send(request(path).PUT(BodyPublishers.ofString(body.toString())));
  }

  public Answer patch(String path, JsonNode body) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  /** All items of a list, page by page. */
  public List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String joint = path.contains("?") ? "&" : "?";
    @Nullable String cursor = null;
    do {
      JsonNode page =
          get(path + joint + "limit=200" + (cursor == null ? "" : "&cursor=" + cursor)).json();
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").isString() ? page.path("nextCursor").asString() : null;
    } while (cursor != null);
    return items;
  }

  /** A new project with the schema of a template. */
  public String projectOfTemplate(String template) {
    return project(JSON.createObjectNode().put("template", template));
  }

  /** A new project with this schema. */
  public String projectOfSchema(JsonNode schema) {
    ObjectNode body = JSON.createObjectNode();
    body.set("schema", schema);
    return project(body);
  }

  private String project(ObjectNode body) {
    body.put("name", "project " + PROJECTS.incrementAndGet());
    Answer answer = post("/projects", body);
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    return answer.json().path("id").asString();
  }

  /** Starts a job and follows it to its end. */
  public JsonNode run(String path, JsonNode body) {
    return await(start(path, body));
  }

  /** Starts a job; its id. */
  public String start(String path, JsonNode body) {
    Answer answer = post(path, body);
    if (answer.status() != 202) {
      throw new AssertionError(path + " " + answer.status() + " " + answer.text());
    }
    return answer.json().path("id").asString();
  }

  /** The job as it ended. */
  public JsonNode await(String jobId) {
    return await(jobId, JOB_ENDS_WITHIN);
  }

  /** The job as it ended; fails when that takes longer. */
  public JsonNode await(String jobId, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      JsonNode job = get("/jobs/" + jobId).json();
      if (!List.of("queued", "running", "paused").contains(job.path("status").asString())) {
        return job;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the job has not ended within " + patience + ": " + job);
      }
      pause();
    }
  }

  /** Between two looks at something that another process does. */
  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(apiUrl() + "/api/v1" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(RunningLode::delete);
    } catch (IOException | UncheckedIOException leftBehind) {
      // The system clears its folder for temporary files; a test has nothing to say about it.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
