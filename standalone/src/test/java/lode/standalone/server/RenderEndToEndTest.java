package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.adapters.browser.BrowserCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Crawls of a site whose pages are built by their scripts, with a browser and without. */
class RenderEndToEndTest {

  /** The whole site is one page: its script shows what the address asks for. */
  private static final String APP =
      """
      <div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>
      <script>
        const pages = {
          '/': '<h1>Drives</h1><p>Our drives: <a href="/a">A</a> <a href="/b">B</a></p>',
          '/a': '<h1>Drive A</h1><table><tr><th>Rated power</th><td>7.5 kW</td></tr></table>',
          '/b': '<h1>Drive B</h1><table><tr><th>Rated power</th><td>4 kW</td></tr></table>',
        };
        setTimeout(() => { document.getElementById('root').innerHTML = pages[location.pathname]; }, 50);
      </script>
      """;

  private static RunningLode lode;

  @BeforeAll
  static void start() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LODE_RENDER_SANDBOX", "false");
    Optional<String> hindrance = BrowserCheck.hindrance(environment);
    assumeTrue(hindrance.isEmpty(), () -> "not tried with a real browser: " + hindrance.get());
    lode = RunningLode.start(Map.of("LODE_RENDER_SANDBOX", "false"));
  }

  @AfterAll
  static void stop() {
    if (lode != null) {
      lode.close();
      assertThat(
              ProcessHandle.current()
                  .descendants()
                  .flatMap(process -> process.info().command().stream())
                  .filter(command -> command.contains("chrom") || command.endsWith("node")))
          .as("processes of the browser that outlive the product")
          .isEmpty();
    }
  }

  private static ChangingSite app() {
    ChangingSite site = ChangingSite.start();
    List.of("/", "/a", "/b").forEach(path -> site.page(path, "Loading", APP));
    return site;
  }

  private static ObjectNode crawl(ChangingSite site, String render) {
    return SmallSite.crawl(site.url() + "/").put("render", render);
  }

  @Test
  void findsPagesAndFactsThatOnlyScriptsShow() {
    String project = lode.projectOfSchema(SmallSite.schema());
    try (ChangingSite site = app()) {
      awaitRenderer(site);

      JsonNode job = lode.run("/projects/" + project + "/crawls", crawl(site, "auto"));

      assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("completed");
      assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(3);
      List<JsonNode> drives = lode.all("/projects/" + project + "/extractions?fieldGroup=drive");
      assertThat(drives)
          .extracting(drive -> drive.at("/fields/power/value").asDouble())
          .contains(7.5, 4.0);
      JsonNode source = lode.all("/projects/" + project + "/sources").get(0);
      assertThat(source.at("/metadata/rendered").asBoolean()).as(source.toString()).isTrue();
    }
  }

  /** A crawl that renders always is refused until the worker told that it has a browser. */
  private static void awaitRenderer(ChangingSite site) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    ObjectNode body = crawl(site, "always").put("maxPages", 1).put("autoExtract", false);
    String crawls = "/projects/" + lode.projectOfSchema(SmallSite.schema()) + "/crawls";
    while (lode.post(crawls, body).status() == 422) {
      assertThat(System.nanoTime()).as("a renderer").isLessThan(deadline);
      RunningLode.pause();
    }
  }
}
