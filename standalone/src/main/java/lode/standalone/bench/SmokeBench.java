package lode.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import lode.standalone.embedded.StackFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts {@code lode serve} as a user would, in an empty home and again in the same one, and runs the
 * demo against it: time to the first 200 on readiness, resident memory, pages per second.
 */
public final class SmokeBench {

  private static final Duration DEMO_WITHIN = Duration.ofMinutes(5);

  /** After this long without work the server counts as idle. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream progress;

  /** Tells its progress there. */
  public SmokeBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Measures; the answer is a table in Markdown. */
  public String run() throws IOException, InterruptedException {
    try (LodeProcesses lode = new LodeProcesses("lode-smoke")) {
      List<Served> served = new ArrayList<>();
      // The first stop leaves the class archive.
      for (String label : List.of("first start, empty home", "second start", "third start")) {
        progress.println(label + " …");
        served.add(serve(label, lode));
      }
      return table(served);
    }
  }

  private static Served serve(String label, LodeProcesses lode)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process server = lode.start("", "serve", "--port", "0");
    try {
      StackFile stack = lode.awaitReady(server, began);
      double ready = seconds(began);
      TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
      long idle = residentMiB(stack.pid());
      lode.run(DEMO_WITHIN, "demo");
      JsonNode job =
          JSON.readTree(Files.readString(lode.home().resolve("demo/everything.json"))).path("job");
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
      lode.stop(server);
    }
  }

  private static long residentMiB(long pid) throws IOException {
    return ProcessCosts.residentMiB(pid);
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
