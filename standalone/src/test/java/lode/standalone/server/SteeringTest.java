package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A crawl of a slow site, steered over HTTP while it runs. */
@ExtendWith(SharedLode.class)
class SteeringTest {

  private static final int PAGES = 20;

  /** Longer than an order needs to reach a batch. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ChangingSite site = ChangingSite.start();
  private RunningLode lode;
  private String project;

  @BeforeEach
  void writePages(RunningLode lode) {
    this.lode = lode;
    project = lode.projectOfTemplate("company");
    String links =
        IntStream.range(0, PAGES)
            .mapToObj(n -> "<a href=\"" + path(n) + "\">page " + n + "</a>")
            .collect(Collectors.joining(" "));
    site.page("/", "Home", links);
    IntStream.range(0, PAGES)
        .forEach(n -> site.page(path(n), "Page " + n, "<p>Text " + n + "</p>"));
  }

  private static String path(int number) {
    return (number < PAGES / 2 ? "/docs/" : "/news/") + number;
  }

  @AfterEach
  void closeSite() {
    site.close();
  }

  private ObjectNode crawl(boolean autoExtract) {
    ObjectNode body = RunningLode.JSON.createObjectNode().put("url", site.url() + "/");
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    return body.put("sitemap", "skip").put("minDelayMs", 300).put("autoExtract", autoExtract);
  }

  private String started(boolean autoExtract) {
    String job = lode.start("/projects/" + project + "/crawls", crawl(autoExtract));
    until(() -> progress(job, "pagesFetched") >= 2);
    return job;
  }

  private JsonNode steer(String job, String order) {
    RunningLode.Answer answer = lode.post("/jobs/" + job + "/" + order, empty());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json();
  }

  private static ObjectNode empty() {
    return RunningLode.JSON.createObjectNode();
  }

  private long progress(String job, String counter) {
    return lode.get("/jobs/" + job).json().path("progress").path(counter).asLong();
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      RunningLode.pause();
    }
  }

  /** How many requests come while so much time passes. */
  private int requestsWithin(Duration time) {
    int before = site.requestCount();
    long end = System.nanoTime() + time.toNanos();
    until(() -> System.nanoTime() > end);
    return site.requestCount() - before;
  }

  @Test
  void aPausedCrawlAsksForNothingUntilItIsResumed() {
    String job = started(false);

    assertThat(steer(job, "pause").path("status").asString()).isEqualTo("paused");
    assertThat(requestsWithin(GRACE)).isLessThan(5);
    assertThat(requestsWithin(Duration.ofSeconds(3))).isZero();
    assertThat(lode.get("/jobs/" + job).json().path("status").asString()).isEqualTo("paused");
    assertThat(steer(job, "resume").path("status").asString()).isEqualTo("running");

    JsonNode ended = lode.await(job);
    assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
    assertThat(ended.path("progress").path("pagesFetched").asInt()).isEqualTo(PAGES + 1);
    assertThat(IntStream.range(0, PAGES).map(n -> site.requestCount(path(n)))).containsOnly(1);
    assertThat(lode.post("/jobs/" + job + "/pause", empty()).status()).isEqualTo(409);
  }

  @Test
  void aStoppedPipelineExtractsWhatIsThereAndIsPartial() {
    String job = started(true);
    steer(job, "pause");

    steer(job, "stop");

    JsonNode ended = lode.await(job);
    assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("partial");
    assertThat(ended.path("result").path("stoppedBy").asString()).isEqualTo("stop");
    JsonNode progress = ended.path("progress");
    assertThat(progress.path("pagesPending").asInt()).isPositive();
    assertThat(progress.path("sourcesPlanned").asInt())
        .isEqualTo(progress.path("pagesFetched").asInt());
  }

  @Test
  void aRunningCrawlLeavesOutWhatIsExcludedAndTakesInNewSeeds() {
    site.page("/late", "Late", "<p>A page that nobody links to</p>");
    String job = started(false);
    ObjectNode change = empty().put("minDelayMs", 0);
    change.putArray("addExcludePaths").add("^/news/");
    change.putArray("addSeeds").add(site.url() + "/late");

    assertThat(lode.patch("/jobs/" + job, change).status()).isEqualTo(200);

    JsonNode ended = lode.await(job);
    assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
    JsonNode progress = ended.path("progress");
    assertThat(progress.path("pagesDiscovered").asInt()).isEqualTo(PAGES + 2);
    assertThat(progress.path("pagesPending").asInt()).isZero();
    List<JsonNode> skipped = lode.all("/jobs/" + job + "/urls?decision=skipped");
    assertThat(skipped)
        .hasSize(progress.path("pagesSkipped").asInt())
        .hasSizeGreaterThan(PAGES / 4)
        .allSatisfy(
            url -> assertThat(url.path("rule").asString()).isEqualTo("excludePaths: ^/news/"));
    assertThat(site.requestCount("/late")).isEqualTo(1);
  }

  @Test
  void aBudgetBelowWhatIsThereEndsTheCrawl() {
    String job = started(false);

    assertThat(lode.patch("/jobs/" + job, empty().put("maxPages", 1)).status()).isEqualTo(200);

    JsonNode ended = lode.await(job);
    assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
    assertThat(ended.path("result").path("stoppedBy").asString()).startsWith("maxPages: ");
    assertThat(ended.path("progress").path("pagesFetched").asInt()).isLessThan(PAGES / 2);
  }
}
