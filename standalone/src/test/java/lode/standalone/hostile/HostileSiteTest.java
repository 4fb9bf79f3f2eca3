package lode.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lode.standalone.bench.ModelStub;
import lode.standalone.server.RunningLode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One crawl of a site full of traps: it ends by itself, with every good page and a reason for each other. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileSiteTest {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(150);
  private static final Duration EXTRACTED_WITHIN = Duration.ofMinutes(8);

  /** Of the processors, whoever else uses them: what the clock says depends on the machine. */
  private static final Duration EXTRACTED_FOR = Duration.ofSeconds(120);

  private static final String SCHEMA =
      """
      {"name": "drives", "fieldGroups": [
        {"name": "drive", "description": "A drive with its rated data.", "fields": [
          {"name": "power", "type": "number", "unit": "kW", "description": "Rated power"},
          {"name": "weight", "type": "number", "unit": "kg", "description": "Weight"}]}]}
      """;
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "LODE_CRAWL_CONNECT_TIMEOUT", "1s",
          "LODE_CRAWL_READ_TIMEOUT", "1s",
          "LODE_CRAWL_TOTAL_TIMEOUT", "3s");

  private final Map<String, JsonNode> decisions = new TreeMap<>();
  private final Map<String, JsonNode> sources = new HashMap<>();
  private RunningLode lode;
  private ModelStub embeddings;
  private HostileSite site;
  private JsonNode job;
  private long mostMegabytes;
  private long keptMegabytes;
  private final Map<String, JsonNode> extractions = new HashMap<>();
  private JsonNode extraction;
  private Duration extractionTook;
  private long mostMegabytesOfExtraction;

  @BeforeAll
  void crawl() {
    site = new HostileSite();
    // Two minutes of a processor for the built-in model would show nothing about the site.
    embeddings = ModelStub.answering(List.of());
    Map<String, String> settings = new HashMap<>(IMPATIENT);
    settings.put("LODE_EMBEDDING_BASE_URL", embeddings.baseUrl());
    settings.put("LODE_EMBEDDING_MODEL", "stub");
    settings.put("LODE_EMBEDDING_DIMENSIONS", "" + ModelStub.DIMENSIONS);
    lode = RunningLode.start(settings);
    String project = lode.projectOfSchema(RunningLode.JSON.readTree(SCHEMA));
    try (HeapWatch heap = new HeapWatch()) {
      String id = lode.start("/projects/" + project + "/crawls", body());
      job = lode.await(id, ENDS_WITHIN);
      keptMegabytes = heap.keptMegabytes();
      mostMegabytes = heap.mostMegabytes();
      lode.all("/jobs/" + id + "/urls").forEach(item -> decisions.put(path(item), item));
      lode.all("/projects/" + project + "/sources").forEach(item -> sources.put(path(item), item));
    }
    extract("/projects/" + project);
  }

  /** By itself, so that its time and memory are its own; autoExtract runs the same. */
  private void extract(String project) {
    long began = processorNanos();
    try (HeapWatch heap = new HeapWatch()) {
      String id = lode.start(project + "/extract", RunningLode.JSON.createObjectNode());
      extraction = lode.await(id, EXTRACTED_WITHIN);
      extractionTook = Duration.ofNanos(processorNanos() - began);
      mostMegabytesOfExtraction = heap.mostMegabytes();
    }
    for (JsonNode each : lode.all(project + "/extractions")) {
      String url = each.path("sourceUrl").asString();
      extractions.put(url.startsWith(site.url()) ? url.substring(site.url().length()) : url, each);
    }
  }

  private String path(JsonNode item) {
    String url = item.path("url").asString();
    return url.startsWith(site.url() + "/") ? url.substring(site.url().length()) : url;
  }

  private ObjectNode body() {
    ObjectNode body = RunningLode.JSON.createObjectNode();
    body.putArray("seeds").add(site.url() + "/").add(site.silent().url() + "/");
    body.put("maxPages", 5_000).put("maxDepth", HostileSite.DEPTH).put("minDelayMs", 0);
    body.put("autoExtract", false);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    body.putObject("statusRules").putArray("storeWithWarning").add(404);
    return body;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  @AfterAll
  void close() throws Exception {
    lode.close();
    embeddings.close();
    site.close();
  }

  @Test
  void endsByItselfWithWhatItCouldGet() {
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("partial");
    assertThat(job.path("result").has("stoppedBy")).as(job.toString()).isFalse();
  }

  @Test
  void findsEveryGoodPage() {
    List<String> good =
        IntStream.range(0, HostileSite.GOOD_PAGES).mapToObj(i -> "/good/" + i).toList();
    assertThat(sources).containsKeys(good.toArray(String[]::new)).containsKey("/good/of-sitemap");
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "outcomes.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void saysWhatBecameOfEachTrap(String path, String decision, String reason) {
    JsonNode found = decisions.get(path);
    assertThat(found).as("a decision for " + path).isNotNull();
    assertThat(found.path("decision").asString()).as(found.toString()).isEqualTo(decision);
    assertThat(found.path("rule").asString()).as(found.toString()).matches(reason);
  }

  @Test
  void leavesNoUrlWithoutARule() {
    assertThat(decisions.values())
        .allSatisfy(
            each -> {
              assertThat(each.path("decision").asString()).isNotEqualTo("pending");
              assertThat(each.path("rule").asString()).isNotBlank();
              boolean failed = each.path("decision").asString().equals("failed");
              assertThat(each.path("error").path("message").isString()).isEqualTo(failed);
            });
  }

  @Test
  void countersAddUp() {
    Map<String, Long> counted =
        decisions.values().stream()
            .collect(
                Collectors.groupingBy(d -> d.path("decision").asString(), Collectors.counting()));
    JsonNode result = job.path("result");
    assertThat(result.path("pagesFetched").asLong()).isEqualTo(counted.get("fetched"));
    assertThat(result.path("pagesSkipped").asLong()).isEqualTo(counted.get("skipped"));
    assertThat(result.path("pagesFailed").asLong()).isEqualTo(counted.get("failed"));
    assertThat(result.path("pagesPending").asLong()).isZero();
    assertThat(result.path("pagesDiscovered").asLong()).isEqualTo(decisions.size());
    assertThat(sources).hasSize(counted.get("fetched").intValue());
  }

  @Test
  void staysInsideItsMemory() {
    System.out.println(
        "HostileSiteTest: at most " + mostMegabytes + " MB of heap, " + keptMegabytes + " kept");
    assertThat(mostMegabytes).isLessThan(700);
    assertThat(keptMegabytes).isLessThan(150);
  }

  @Test
  void extractsTheFactsOfEveryGoodPageBesideTheTraps() {
    assertThat(extraction.path("status").asString())
        .as(extraction.toString())
        .isIn("completed", "partial");
    for (int i = 0; i < HostileSite.GOOD_PAGES; i++) {
      JsonNode found = extractions.get("/good/" + i);
      assertThat(found).as("an extraction of /good/" + i).isNotNull();
      JsonNode data = found.path("data");
      assertThat(data.toString()).as("/good/" + i).contains("" + HostileSite.power(i));
      assertThat(data.toString()).as("/good/" + i).contains("" + (i + 100));
    }
  }

  @Test
  void extractsInsideItsTimeAndMemory() {
    System.out.printf(
        "HostileSiteTest: extracted %d sources in %d ms of processor time with at most %d MB of heap: %s%n",
        sources.size(),
        extractionTook.toMillis(),
        mostMegabytesOfExtraction,
        extraction.path("result"));
    assertThat(extractionTook).isLessThan(EXTRACTED_FOR);
    assertThat(mostMegabytesOfExtraction).isLessThan(1_000);
  }

  @Test
  void boundsWhatHasNoEnd() {
    assertThat(fetchedBelow("/calendar/")).isBetween(400L, 500L);
    assertThat(fetchedBelow("/grow/")).isLessThan(60);
    assertThat(fetchedBelow("/soft/")).isLessThan(200);
    assertThat(fetchedBelow("/filters")).isLessThan(100);
    assertThat(urlsBelow("/session/")).isEqualTo(2);
    assertThat(urlsBelow("/links/of/")).isEqualTo(HostileSite.LINKS_OF_ONE_PAGE);
    assertThat(fetchedBelow("/links/of/")).isZero();
    assertThat(urlsBelow("/redirect/chain/")).isLessThanOrEqualTo(12);
  }

  private long urlsBelow(String prefix) {
    return decisions.keySet().stream().filter(path -> path.startsWith(prefix)).count();
  }

  private long fetchedBelow(String prefix) {
    return sources.keySet().stream().filter(path -> path.startsWith(prefix)).count();
  }

  @Test
  void asksNobodyElse() {
    assertThat(site.elsewhere().requests()).isEmpty();
    assertThat(site.silent().requests()).isNotEmpty().containsOnly("/robots.txt");
    assertThat(decisions.keySet()).noneMatch(url -> url.contains("script:") || url.contains("etc"));
  }

  @Test
  void tellsOfPagesThatCameWithAWarning() {
    assertThat(sources.get("/missing").path("metadata").path("warning").asString())
        .isEqualTo("HTTP 404");
    assertThat(sources.get("/good/1").path("metadata").isEmpty()).isTrue();
  }

  @Test
  void readsTextAsFarAsItIsText() {
    assertThat(title("/text/nul")).startsWith("A").endsWith("B");
    assertThat(title("/text/charset")).isEqualTo("Gr\u00fcn");
    assertThat(title("/text/title")).hasSize(1_000);
  }

  private String title(String path) {
    return sources.get(path).path("title").asString();
  }
}
