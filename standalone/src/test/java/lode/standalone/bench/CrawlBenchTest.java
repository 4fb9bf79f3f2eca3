package lode.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import lode.standalone.embedded.WorkflowEvents;
import lode.standalone.server.RunningLode;
import lode.standalone.server.SharedLode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The crawls of the benchmark, small: what they come to, not how long they take. */
@ExtendWith(SharedLode.class)
class CrawlBenchTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final RunningLode lode;

  CrawlBenchTest(RunningLode lode) {
    this.lode = lode;
  }

  @ParameterizedTest
  @CsvSource({"HOSTS, 120, 6", "DOCS, 60, 1", "MIXED, 160, 4"})
  void fetchesEachAddressOnceAsTheBareLoopDoes(SiteKind kind, int addresses, int hosts)
      throws Exception {
    try (SiteServer site = SiteServer.start(kind, addresses, hosts)) {
      BareLoop.Figures bare = BareLoop.run(site.seeds());
      JsonNode asBare = JSON.readTree(site.counts());

      CrawlRun.Crawled crawled = new CrawlRun(lode.apiUrl()).run(site.seeds(), 2 * addresses);

      JsonNode asked = JSON.readTree(site.counts());
      assertThat(crawled.job().path("status").asString()).isEqualTo("completed");
      assertThat(asked.path("addresses").asInt()).isEqualTo(addresses);
      assertThat(asked.path("again").asInt()).isZero();
      assertThat(asked.path("requests")).isEqualTo(asBare.path("requests"));
      assertThat(crawled.pages()).isEqualTo(asked.path("pages").asLong()).isEqualTo(bare.pages());
      assertThat(crawled.counter("pagesDiscovered")).isEqualTo(addresses);
      assertThat(crawled.counter("pagesSkipped")).isEqualTo(addresses - crawled.pages());
    }
  }

  @Test
  void makesFewEventsAPage() throws Exception {
    try (SiteServer site = SiteServer.start(SiteKind.HOSTS, 900, 9)) {
      CrawlRun.Crawled crawled = new CrawlRun(lode.apiUrl()).run(site.seeds(), 2_000);
      assertThat(crawled.pages()).isEqualTo(900);
      int port = StackFile.read(LodeHome.at(lode.home())).orElseThrow().ports().get("temporal");
      long events = WorkflowEvents.count("127.0.0.1:" + port, "crawl/" + crawled.jobId());
      assertThat(events).isPositive().isLessThanOrEqualTo(crawled.pages() / 10);
    }
  }

  @Test
  void servesPagesOfManyCharsets() throws Exception {
    try (SiteServer site = SiteServer.start(SiteKind.MIXED, 60, 1)) {
      CrawlRun.Crawled crawled = new CrawlRun(lode.apiUrl()).run(site.seeds(), 100);
      String project = crawled.job().path("projectId").asString();
      assertThat(lode.all("/projects/" + project + "/sources?duplicates=true"))
          .hasSize((int) crawled.pages())
          .allSatisfy(
              source ->
                  assertThat(source.path("title").asString()).matches("Page [a-z-]+ of host 0"));
    }
  }
}
