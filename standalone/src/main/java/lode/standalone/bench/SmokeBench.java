package lode.standalone.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts {@code lode serve} as a user would, in an empty home and again in the same one, and runs the
 * demo against it: time to the first 200 on readiness, resident memory, pages per second.
 */
public final class SmokeBench {

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration DEMO_WITHIN = Duration.ofMinutes(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(90);

  /** After this long without work the server counts as idle. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream progress;
  private final Set<Process> children = ConcurrentHashMap.newKeySet();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Tells its progress there. */
  public SmokeBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Measures; the answer is a table in Markdown. */
  public String run() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("lode-smoke");
    Thread hook = new Thread(() -> children.forEach(SmokeBench::end), "end-children");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      List<Served> served = new ArrayList<>();
      // The first stop leaves the class archive.
      for (String label : List.of("first start, empty home", "second start", "third start")) {
        progress.println(label + " …");
        served.add(serve(label, home));
      }
      return table(served);
    } finally {
      children.forEach(SmokeBench::end);
      Runtime.getRuntime().removeShutdownHook(hook);
      delete(home);
    }
  }

  private Served serve(String label, Path home) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process server = start(home, "serve", "--port", "0");
    try {
      StackFile stack = awaitReady(home, server, began);
      double ready = seconds(began);
      TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
      long idle = residentMiB(stack.pid());
      JsonNode job = demo(home);
      JsonNode result = job.path("result");
      return new Served(
          label,
          ready,
          idle,
          residentMiB(stack.pid()),
          result.path("pagesFetched").asLong() + result.path("pagesUnchanged").asLong(),
          result.path("durationSeconds").asDouble(),
          result.path("pagesPerSecond").asDouble(),
          job.path("progress").path("facts").asLong());
    } finally {
      end(server);
      children.remove(server);
    }
  }

  /** In order, else with all that it started. */
  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      if (process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private StackFile awaitReady(Path home, Process server, long began)
      throws IOException, InterruptedException {
    LodeHome lodeHome = LodeHome.at(home);
    while (System.nanoTime() - began < READY_WITHIN.toNanos()) {
      if (!server.isAlive()) {
        throw new IOException(
            "lode serve ended with " + server.exitValue() + ": " + lastLines(home));
      }
      Optional<StackFile> stack = StackFile.read(lodeHome);
      if (stack.isPresent() && isReady(stack.get())) {
        return stack.get();
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("lode serve was not ready within " + READY_WITHIN);
  }

  private boolean isReady(StackFile stack) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/actuator/health/readiness"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private JsonNode demo(Path home) throws IOException, InterruptedException {
    Process demo = start(home, "demo");
    if (!demo.waitFor(DEMO_WITHIN.toMillis(), TimeUnit.MILLISECONDS) || demo.exitValue() != 0) {
      throw new IOException("lode demo did not end well: " + lastLines(home));
    }
    children.remove(demo);
    return JSON.readTree(Files.readString(home.resolve("demo/everything.json"))).path("job");
  }

  private static String lastLines(Path home) throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("bench.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private Process start(Path home, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    @Nullable String launcher = System.getenv("LODE_LAUNCHER");
    if (launcher != null) {
      line.add(launcher);
    } else {
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of("-cp", System.getProperty("java.class.path")));
      line.add("lode.standalone.cli.Lode");
    }
    line.addAll(List.of(command));
    ProcessBuilder process = new ProcessBuilder(line).redirectErrorStream(true);
    process.environment().put("LODE_HOME", home.toString());
    process.environment().remove("LODE_API_URL");
    File log = home.resolve("bench.log").toFile();
    Process child = process.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    children.add(child);
    return child;
  }

  /** Resident memory of the process alone, as Linux counts it; 0 elsewhere. */
  private static long residentMiB(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static String table(List<Served> served) {
    StringBuilder table =
        new StringBuilder(
            "| start | ready s | resident MiB idle | after the demo | demo pages | crawl s | pages/s | facts |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for (Served one : served) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %d | %d | %d | %.2f | %.1f | %d |%n",
              one.label,
              one.ready,
              one.idle,
              one.busy,
              one.pages,
              one.crawlSeconds,
              one.pagesPerSecond,
              one.facts));
    }
    return table.toString();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private record Served(
      String label,
      double ready,
      long idle,
      long busy,
      long pages,
      double crawlSeconds,
      double pagesPerSecond,
      long facts) {}
}
