package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lode.standalone.sample.SampleGold;
import lode.standalone.sample.SampleSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A process that is ended in the middle of its work loses none of it and does little twice. */
class KillTest {

  private static final Map<String, String> IN_MEMORY = Map.of("LODE_TEMPORAL_IN_MEMORY", "true");

  /** What may be under way at one time: as much may be fetched again after a kill. */
  private static final int UNDER_WAY = 16;

  /** The drain of activities, and the end of the servers behind them. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private static SampleSite site;
  private static Result undisturbed;

  @TempDir static Path quietHome;
  @TempDir Path home;

  @BeforeAll
  static void runOnceUndisturbed() throws Exception {
    site = SampleSite.start(0, Duration.ofMillis(250));
    try (ServedLode lode = ServedLode.start(quietHome, IN_MEMORY)) {
      int seen = site.requests().size();
      String jobId = startPipeline(lode);
      undisturbed = Result.of(lode, lode.await(jobId, ServedLode::hasEnded), requestsSince(seen));
      lode.terminate(GRACE);
    }
    assertThat(undisturbed.pages).hasSizeGreaterThan(60);
    assertThat(undisturbed.records).isNotEmpty();
  }

  @AfterAll
  static void closeSite() {
    site.close();
  }

  @Test
  void losesNothingWhenKilledUnderTheDevelopmentServer() throws Exception {
    assumeTrue(isOnPath("temporal"), "there is no temporal program on the PATH");
    survivesTwoEnds(Map.of(), lode -> lode.kill());
  }

  @Test
  void losesNothingWhenAskedToEndAndThenKilledWithTheInMemoryServer() throws Exception {
    survivesTwoEnds(
        IN_MEMORY,
        lode -> {
          long asked = System.nanoTime();
          assertThat(lode.terminate(GRACE)).isIn(0, 143);
          say("ended %.1f s after SIGTERM in the middle of a crawl", asked);
          assertThat(ServedLode.leftIn(home)).isEmpty();
        });
  }

  /** Once in the middle of the crawl, in this way, and killed in the middle of the extraction. */
  private void survivesTwoEnds(Map<String, String> settings, End inTheCrawl) throws Exception {
    int seen = site.requests().size();
    String jobId;
    try (ServedLode lode = ServedLode.start(home, settings)) {
      jobId = startPipeline(lode);
      JsonNode job = lode.await(jobId, inTheMiddleOfTheCrawl());
      inTheCrawl.of(lode);
      restartAndKillInTheExtraction(settings, jobId, pagesFetched(job));
    }
    try (ServedLode lode = ServedLode.start(home, settings)) {
      JsonNode job = lode.await(jobId, ServedLode::hasEnded);
      say("the job ended %.1f s after the second restart was ready", lode.readyAt());
      assertIsAsUndisturbed(Result.of(lode, job, requestsSince(seen)), 1, lode);
      assertThat(lode.terminate(GRACE)).isIn(0, 143);
      assertThat(ServedLode.leftIn(home)).isEmpty();
    }
  }

  /** How a server comes to its end. */
  private interface End {
    void of(ServedLode lode) throws Exception;
  }

  private void restartAndKillInTheExtraction(
      Map<String, String> settings, String jobId, long pagesBefore) throws Exception {
    ServedLode lode = ServedLode.start(home, settings);
    try {
      // More than what may have been committed between the last look and the kill.
      lode.await(jobId, job -> pagesFetched(job) > pagesBefore + UNDER_WAY);
      say("the crawl was going again %.1f s after the restart was ready", lode.readyAt());
      lode.await(jobId, inTheMiddleOfTheExtraction());
    } finally {
      lode.kill();
    }
  }

  private static long pagesFetched(JsonNode job) {
    return job.path("progress").path("pagesFetched").asLong(0);
  }

  private static Predicate<JsonNode> inTheMiddleOfTheCrawl() {
    return job ->
        pagesFetched(job) >= 10 && job.path("progress").path("pagesPending").asLong(0) > 0;
  }

  private static Predicate<JsonNode> inTheMiddleOfTheExtraction() {
    return job ->
        !ServedLode.hasEnded(job)
            && job.path("phase").asString("").equals("extract")
            && job.path("progress").path("sourcesPlanned").asLong(0) > 0;
  }

  private static void assertIsAsUndisturbed(Result result, int killsInTheCrawl, ServedLode lode)
      throws Exception {
    assertThat(result.job.path("status").asString()).as("%s", result.job).isEqualTo("completed");
    assertThat(result.pages).isEqualTo(undisturbed.pages);
    assertThat(result.records).isEqualTo(undisturbed.records);
    assertThat(result.extractions).isEqualTo(undisturbed.extractions);
    assertThat(result.decisions).isEqualTo(undisturbed.decisions);
    assertCountersAreTheRows(result);
    Map<String, Integer> again = new TreeMap<>(result.requests);
    undisturbed.requests.forEach((page, times) -> again.merge(page, -times, Integer::sum));
    again.values().removeIf(times -> times <= 0);
    int sum = again.values().stream().mapToInt(times -> times).sum();
    System.out.println("KillTest: " + sum + " pages were asked for again");
    // A machine that stalls may lose attempts besides those that were killed.
    long lost =
        lode.warnings().lines().filter(line -> line.contains("of a batch of crawl")).count();
    assertThat((long) sum)
        .as("asked for again: %s%nwarnings:%n%s", again, lode.warnings())
        .isLessThanOrEqualTo(UNDER_WAY * Math.max(killsInTheCrawl, lost));
  }

  private static void assertCountersAreTheRows(Result result) {
    JsonNode progress = result.job.path("progress");
    Map<String, Long> rows =
        result.decisions.values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long sum = 0;
    for (String decision : List.of("fetched", "unchanged", "skipped", "failed", "pending")) {
      String counter = "pages" + Character.toUpperCase(decision.charAt(0)) + decision.substring(1);
      long counted = progress.path(counter).asLong(-1);
      assertThat(counted).as(counter).isEqualTo(rows.getOrDefault(decision, 0L));
      sum += counted;
    }
    assertThat(progress.path("pagesDiscovered").asLong(-1)).isEqualTo(sum);
    assertThat(progress.path("pagesCreated").asLong(-1)).isEqualTo(result.pages.size());
    // What says the same as another page is planned, and left out.
    assertThat(progress.path("sourcesPlanned").asLong(-1)).isEqualTo(result.pages.size());
    assertThat(
            progress.path("sourcesExtracted").asLong(-1)
                + progress.path("sourcesSkipped").asLong(-1))
        .isEqualTo(result.pages.size());
  }

  private static String startPipeline(ServedLode lode) throws Exception {
    SampleGold gold = SampleGold.load();
    ObjectNode project = ServedLode.JSON.createObjectNode();
    project.put("name", "three manufacturers").put("template", gold.template());
    String projectId = lode.post("/projects", project).path("id").asString();
    ObjectNode body = ServedLode.JSON.createObjectNode();
    ArrayNode seeds = body.putArray("seeds");
    for (SampleGold.Seed seed : gold.sourceGroups()) {
      seeds.addObject().put("url", site.baseUri() + seed.path()).put("sourceGroup", seed.name());
    }
    body.put("maxPages", 300).put("maxDepth", 4).put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    body.putObject("report").put("type", "comparison");
    return lode.post("/projects/" + projectId + "/pipelines", body).path("id").asString();
  }

  /** How often each page was asked for; session ids are part of no page's name. */
  private static Map<String, Integer> requestsSince(int seen) {
    Map<String, Integer> requests = new HashMap<>();
    List<SampleSite.Request> all = site.requests();
    for (SampleSite.Request request : all.subList(seen, all.size())) {
      // Robots and sitemaps are read anew by each process.
      if (!request.path().endsWith("robots.txt") && !request.path().contains("sitemap")) {
        requests.merge(withoutSession(request.target()), 1, Integer::sum);
      }
    }
    return requests;
  }

  private static String withoutSession(String text) {
    return text.replaceAll("5eed[0-9a-f]{4}", "session");
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void say(String format, long since) {
    System.out.println("KillTest: " + format.formatted((System.nanoTime() - since) / 1e9));
  }

  /** What a pipeline came to, without the ids and times that differ from run to run. */
  private record Result(
      JsonNode job,
      Map<String, String> pages,
      Map<String, String> decisions,
      Map<String, String> extractions,
      List<String> records,
      Map<String, Integer> requests) {

    static Result of(ServedLode lode, JsonNode job, Map<String, Integer> requests)
        throws Exception {
      String project = "/projects/" + job.path("projectId").asString();
      return new Result(
          job,
          pages(lode, project),
          decisions(lode, job),
          extractions(lode, project),
          lode.all(project + "/records").stream().map(Result::withoutIds).sorted().toList(),
          requests);
    }

    private static Map<String, String> pages(ServedLode lode, String project) throws Exception {
      Map<String, String> pages = new TreeMap<>();
      for (JsonNode source : lode.all(project + "/sources?duplicates=true")) {
        String content = project + "/sources/" + source.path("id").asString() + "/content";
        String page = lode.text(content + "?format=html");
        if (!source.path("sameAs").isObject()) {
          // What says the same as another page is not read.
          page += lode.text(content + "?format=markdown");
        }
        assertThat(pages.put(source.path("url").asString(), withoutSession(page)))
            .as("source twice: %s", source)
            .isNull();
      }
      return pages;
    }

    private static Map<String, String> decisions(ServedLode lode, JsonNode job) throws Exception {
      Map<String, String> decisions = new TreeMap<>();
      for (JsonNode url : lode.all("/jobs/" + job.path("id").asString() + "/urls")) {
        String address = withoutSession(url.path("url").asString());
        assertThat(decisions.put(address, url.path("decision").asString()))
            .as("URL twice: %s", url)
            .isNull();
      }
      return decisions;
    }

    private static Map<String, String> extractions(ServedLode lode, String project)
        throws Exception {
      Map<String, String> extractions = new TreeMap<>();
      for (JsonNode one : lode.all(project + "/extractions")) {
        String key = one.path("sourceUrl").asString() + " " + one.path("fieldGroup").asString();
        assertThat(extractions.put(key, one.path("data").toString()))
            .as("current twice: %s", one)
            .isNull();
      }
      return extractions;
    }

    private static String withoutIds(JsonNode node) {
      return node.toString()
          .replaceAll("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"", "\"id\"")
          .replaceAll("\"\\w+At\":\"[^\"]*\"", "\"at\":\"\"");
    }
  }
}
