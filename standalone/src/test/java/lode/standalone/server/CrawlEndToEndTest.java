package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Crawls of small sites: what changed, limits, dead ends and cancelling. */
@ExtendWith(SharedLode.class)
class CrawlEndToEndTest {

  private static final Duration CANCEL_ENDS_WITHIN = Duration.ofSeconds(15);

  private final RunningLode lode;
  private final String project;

  CrawlEndToEndTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  @Test
  void extractsAChangedPageAloneAndKeepsTheOldQuoteReadable() {
    try (ChangingSite site = SmallSite.twoDrives()) {
      lode.run(in("/crawls"), SmallSite.crawl(site.url()));
      JsonNode before = drive(site.url() + "/a");
      site.page("/a", "Drive A", SmallSite.drive("11 kW", "31 kg"));

      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      JsonNode progress = job.path("progress");
      assertThat(progress.path("pagesUnchanged").asLong()).as(progress.toString()).isEqualTo(2);
      assertThat(progress.path("pagesFetched").asLong()).isOne();
      assertThat(progress.path("sourcesExtracted").asLong()).isOne();
      JsonNode after = drive(site.url() + "/a");
      assertThat(after.at("/fields/power/value").asDouble()).isEqualTo(11);
      assertThat(after.at("/fields/power/documentId"))
          .isNotEqualTo(before.at("/fields/power/documentId"));
      assertReadsBack(before, "7.5 kW");
      assertReadsBack(after, "11 kW");
    }
  }

  private void assertReadsBack(JsonNode extraction, String expected) {
    Quotes quotes = new Quotes(lode, project);
    List<Quotes.Found> fields = Quotes.fields(List.of(extraction));
    assertThat(fields)
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(quotes.readBack(found))
                    .isEqualTo(found.field().path("quote").asString()));
    assertThat(extraction.at("/fields/power/quote").asString()).contains(expected);
  }

  private JsonNode drive(String url) {
    return lode.all(in("/extractions?fieldGroup=drive")).stream()
        .filter(one -> one.path("sourceUrl").asString().equals(url))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keepsExactlyAsManyPagesAsAllowed() {
    try (ChangingSite site = SmallSite.pages(30)) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawlOnly(site.url()).put("maxPages", 10));
      assertThat(SmallSite.status(job)).isEqualTo("completed");
      assertThat(lode.all(in("/sources"))).hasSize(10);
      assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(10);
      assertThat(job.at("/result/stoppedBy").asString()).startsWith("maxPages");
      assertThat(lode.all("/jobs/" + job.path("id").asString() + "/urls?decision=fetched"))
          .hasSize(10);
    }
  }

  @Test
  void goesAsDeepAsAllowed() {
    try (ChangingSite site = SmallSite.pages(5)) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawlOnly(site.url()).put("maxDepth", 1));
      assertThat(SmallSite.status(job)).isEqualTo("completed");
      assertThat(lode.all(in("/sources"))).hasSize(6);
      assertThat(site.requestCount("/below/1")).isZero();
      assertThat(lode.all("/jobs/" + job.path("id").asString() + "/urls?decision=skipped"))
          .hasSize(5)
          .allSatisfy(url -> assertThat(url.path("rule").asString()).isEqualTo("maxDepth 1"));
    }
  }

  @Test
  void completesWithTheReasonWhenTheSeedIsForbidden() {
    try (ChangingSite site =
        ChangingSite.start().answering("/robots.txt", 200, "User-agent: *\nDisallow: /")) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));
      assertThat(SmallSite.status(job)).isEqualTo("completed");
      assertThat(job.at("/result/reason").asString()).contains("robots");
      assertThat(site.requestCount("/")).isZero();
    }
  }

  @Test
  void completesWithTheReasonWhenTheSeedIsNotThere() {
    try (ChangingSite site = ChangingSite.start()) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));
      assertThat(SmallSite.status(job)).isEqualTo("completed");
      assertThat(job.at("/result/reason").asString()).contains("status 404");
    }
  }

  @Test
  void failsWithTheErrorWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    JsonNode job = lode.run(in("/crawls"), SmallSite.crawl("http://127.0.0.1:" + port + "/"));
    assertThat(SmallSite.status(job)).isEqualTo("failed");
    assertThat(job.at("/error/stage").asString()).isEqualTo("crawl");
    assertThat(job.at("/error/message").asString()).isNotBlank();
  }

  @Test
  void isPartialWhenAPageKeepsFailing() {
    try (ChangingSite site = SmallSite.twoDrives().answering("/b", 500, "broken")) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));
      assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("partial");
      assertThat(lode.all(in("/sources"))).hasSize(2);
      List<JsonNode> failed =
          lode.all("/jobs/" + job.path("id").asString() + "/urls?decision=failed");
      assertThat(failed).hasSize(1);
      assertThat(failed.get(0).path("httpStatus").asInt()).isEqualTo(500);
      assertThat(site.requestCount("/b")).isEqualTo(2);
    }
  }

  @Test
  void cancelEndsASlowCrawlAndKeepsItsPages() {
    try (ChangingSite site = SmallSite.pages(30)) {
      ObjectNode slow = SmallSite.crawlOnly(site.url()).put("minDelayMs", 500);
      String id = lode.start(in("/crawls"), slow);
      awaitPages(id);

      assertThat(lode.post("/jobs/" + id + "/cancel", slow.objectNode()).status()).isEqualTo(202);

      JsonNode job = lode.await(id, CANCEL_ENDS_WITHIN);
      assertThat(SmallSite.status(job)).isEqualTo("cancelled");
      int kept = lode.all(in("/sources")).size();
      assertThat(kept).isBetween(2, 29);
      assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(kept);
      assertThat(lode.post("/jobs/" + id + "/cancel", slow.objectNode()).status()).isEqualTo(409);
    }
  }

  @Test
  void cancelEndsACrawlThatWaitsForASite() {
    try (ChangingSite site = SmallSite.twoDrives().hanging("/a")) {
      String id = lode.start(in("/crawls"), SmallSite.crawlOnly(site.url()));
      awaitRequest(site, "/a");
      lode.post("/jobs/" + id + "/cancel", RunningLode.JSON.createObjectNode());
      assertThat(SmallSite.status(lode.await(id, CANCEL_ENDS_WITHIN))).isEqualTo("cancelled");
    }
  }

  @Test
  void cancellingAPipelineEndsItsChildren() {
    try (ChangingSite site = SmallSite.pages(30)) {
      ObjectNode slow = SmallSite.crawl(site.url()).put("minDelayMs", 500);
      String id = lode.start(in("/pipelines"), slow);
      awaitPages(id);

      lode.post("/jobs/" + id + "/cancel", slow.objectNode());

      assertThat(SmallSite.status(lode.await(id, CANCEL_ENDS_WITHIN))).isEqualTo("cancelled");
      List<JsonNode> children = lode.all("/jobs?parentId=" + id + "&projectId=" + project);
      assertThat(children)
          .isNotEmpty()
          .allSatisfy(child -> assertThat(SmallSite.status(child)).isEqualTo("cancelled"));
    }
  }

  private void awaitPages(String jobId) {
    awaitUntil(() -> lode.get("/jobs/" + jobId).json().at("/progress/pagesFetched").asLong() >= 2);
  }

  private static void awaitRequest(ChangingSite site, String path) {
    awaitUntil(() -> site.requestCount(path) > 0);
  }

  static void awaitUntil(BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      RunningLode.pause();
    }
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }
}
