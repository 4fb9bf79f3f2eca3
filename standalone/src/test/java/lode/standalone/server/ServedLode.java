package lode.standalone.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lode serve} in a process of its own, seen over HTTP, that can be killed. */
final class ServedLode implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  private static final Duration READY_WITHIN = Duration.ofSeconds(180);

  private final Path home;
  private final Process process;
  private final String apiUrl;
  private final long readyAt;
  private final HttpClient http;

  private ServedLode(Path home, Process process, String apiUrl, HttpClient http) {
    this.home = home;
    this.process = process;
    this.apiUrl = apiUrl;
    this.http = http;
    this.readyAt = System.nanoTime();
  }

  /** Starts the product and waits for the first 200 of its readiness. */
  static ServedLode start(Path home, Map<String, String> settings) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "lode.standalone.cli.Lode",
            "serve",
            "--port",
            "0");
    builder.environment().keySet().removeIf(name -> name.startsWith("LODE_"));
    builder.environment().put("LODE_HOME", home.toString());
    builder.environment().put("LODE_OFFLINE", "true");
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("serve.log").toFile()));
    Process process = builder.start();
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return new ServedLode(home, process, awaitReady(home, process, http), http);
    } catch (IOException | RuntimeException failed) {
      process.destroyForcibly().waitFor();
      throw failed;
    }
  }

  private static String awaitReady(Path home, Process process, HttpClient http)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Optional<StackFile> stack =
          StackFile.read(LodeHome.at(home)).filter(file -> file.pid() == process.pid());
      if (stack.isPresent() && isReady(stack.get().apiUrl(), http)) {
        return stack.get().apiUrl();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IOException(
        "lode serve is not ready: " + Files.readString(home.resolve("serve.log")));
  }

  private static boolean isReady(String apiUrl, HttpClient http) throws InterruptedException {
    try {
      URI readiness = URI.create(apiUrl + "/actuator/health/readiness");
      return http.send(
                  HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** When it was ready, as {@link System#nanoTime} counts. */
  long readyAt() {
    return readyAt;
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(text(path));
  }

  String text(String path) throws Exception {
    return send(request(path).GET());
  }

  JsonNode post(String path, JsonNode body) throws Exception {
    return JSON.readTree(send(request(path).POST(BodyPublishers.ofString(body.toString()))));
  }

  /** All items of a list, page by page. */
  List<JsonNode> all(String path) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      JsonNode page =
          get(
              path
                  + (path.contains("?") ? "&" : "?")
                  + "limit=200"
                  + (cursor == null ? "" : "&cursor=" + cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").isString() ? page.path("nextCursor").asString() : null;
    } while (cursor != null);
    return items;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(apiUrl + "/api/v1" + path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new AssertionError(
          response.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  /** Looks at a job until it is as wanted; fails when it ends before, or after two minutes. */
  JsonNode await(String jobId, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (true) {
      JsonNode job = get("/jobs/" + jobId);
      if (wanted.test(job)) {
        return job;
      }
      if (hasEnded(job) || System.nanoTime() > deadline) {
        throw new AssertionError("the job did not come to what was awaited: " + job);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  static boolean hasEnded(JsonNode job) {
    return !List.of("queued", "running", "paused").contains(job.path("status").asString(""));
  }

  /** What its processes so far logged at level WARN and above. */
  String warnings() throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("serve.log"))) {
      return lines
          .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
          .collect(Collectors.joining("\n"));
    }
  }

  /** As by {@code kill -9}: nothing in it runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As by {@code kill}; its exit code, once it has ended. */
  int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still there " + patience + " after SIGTERM");
    }
    return process.exitValue();
  }

  /** Ends it and what it may have left behind, by pid. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    leftIn(home).forEach(ProcessHandle::destroyForcibly);
  }

  /** Live processes whose command line names the home. */
  static List<ProcessHandle> leftIn(Path home) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(home + "/"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException elsewhere) {
      return process.info().commandLine().orElse("");
    }
  }
}
