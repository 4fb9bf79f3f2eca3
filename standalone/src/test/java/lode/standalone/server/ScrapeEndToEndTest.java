package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A messy list against a site: exactly its URLs are fetched, and nothing that they link to. */
@ExtendWith(SharedLode.class)
class ScrapeEndToEndTest {

  private final RunningLode lode;
  private final String project;
  private final ChangingSite site =
      SmallSite.twoDrives()
          .page(
              "/a", "Drive A", SmallSite.drive("7.5 kW", "31 kg") + "<a href=\"/below\">below</a>")
          .page("/below", "Below", "<p>Not in the list.</p>");

  ScrapeEndToEndTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  @AfterEach
  void closeSite() {
    site.close();
  }

  private ObjectNode list(String... lines) {
    ObjectNode body = RunningLode.JSON.createObjectNode();
    body.put("urls", String.join("\n", lines));
    body.put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    return body;
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }

  @Test
  void fetchesExactlyTheListAndExtractsIt() {
    JsonNode job =
        lode.run(
            in("/scrapes"),
            list(
                "# drives",
                "1. " + site.url().replace("http://", "http//") + "/a,",
                "\"" + site.url() + "/a\"",
                "<" + site.url() + "/b>; " + site.url() + "/missing",
                "",
                "no url"));

    assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("completed");
    assertThat(job.at("/progress/pagesDiscovered").asInt()).isEqualTo(3);
    assertThat(job.at("/progress/pagesFetched").asInt()).isEqualTo(2);
    assertThat(job.at("/progress/pagesSkipped").asInt()).isOne();
    assertThat(site.requestCount("/a")).isOne();
    assertThat(site.requestCount("/below")).isZero();
    assertThat(site.requestCount("/sitemap.xml")).isZero();
    assertThat(lode.all(in("/extractions?fieldGroup=drive")))
        .extracting(one -> one.at("/fields/power/value").asDouble())
        .containsExactlyInAnyOrder(7.5, 4.0);
  }

  @Test
  void withoutExtractionTheJobIsTheScrapeItself() {
    JsonNode job =
        lode.run(
            in("/scrapes"), list(site.url() + "/a", site.url() + "/b").put("autoExtract", false));

    assertThat(job.path("kind").asString()).isEqualTo("scrape");
    assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("completed");
    List<JsonNode> urls = lode.all("/jobs/" + job.path("id").asString() + "/urls");
    assertThat(urls)
        .extracting(url -> url.path("decision").asString())
        .containsExactly("fetched", "fetched");
    assertThat(job.at("/result/pagesFetched").asInt()).isEqualTo(2);
  }
}
