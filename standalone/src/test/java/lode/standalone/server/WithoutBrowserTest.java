package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a product without a browser says of pages that need one. */
class WithoutBrowserTest {

  private static final String EMPTY =
      "<div id=\"root\"></div><script src=\"/static/main.js\"></script>";

  private static RunningLode lode;

  @BeforeAll
  static void start() {
    lode = RunningLode.start(Map.of("LODE_RENDER_ENABLED", "false"));
  }

  @AfterAll
  static void stop() {
    lode.close();
  }

  @Test
  void keepsAnEmptyPageAndCountsIt() {
    String project = lode.projectOfSchema(SmallSite.schema());
    try (ChangingSite site = ChangingSite.start().page("/", "Loading", EMPTY)) {
      JsonNode job =
          lode.run("/projects/" + project + "/crawls", SmallSite.crawlOnly(site.url() + "/"));

      assertThat(SmallSite.status(job)).isEqualTo("completed");
      assertThat(job.at("/result/needsRendering").asLong()).as(job.toString()).isOne();
      assertThat(job.at("/result/pagesRendered").asLong()).isZero();
      assertThat(
              lode.all("/projects/" + project + "/sources")
                  .get(0)
                  .at("/metadata/warning")
                  .asString())
          .isEqualTo("rendering needed, no browser");
    }
  }

  @Test
  void refusesACrawlThatNeedsOne() {
    String project = lode.projectOfSchema(SmallSite.schema());

    RunningLode.Answer answer =
        lode.post(
            "/projects/" + project + "/crawls",
            SmallSite.crawlOnly("https://acme.example/").put("render", "always"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("/render", "no worker can render");
  }

  @Test
  void refusesAScrapeThatNeedsOne() {
    String project = lode.projectOfSchema(SmallSite.schema());
    ObjectNode body = RunningLode.JSON.createObjectNode();
    body.put("urls", "https://acme.example/").put("render", "always");

    RunningLode.Answer answer = lode.post("/projects/" + project + "/scrapes", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("/render", "no worker can render");
  }
}
