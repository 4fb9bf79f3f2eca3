package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A site that shows its pages under several URLs: each content is one source and is read once. */
@ExtendWith(SharedLode.class)
class OneSourceManyUrlsTest {

  private static final String LONG =
      ("<p>this drive moves conveyors in dust and heat it was made for mills and quarries where"
              + " nobody looks after it for months its bearings are greased for life and the housing"
              + " is cast in one piece so that no water comes in even when it is washed down under"
              + " pressure every evening by people in a hurry who care about other things</p>")
          .repeat(3);

  private final RunningLode lode;
  private final String project;

  OneSourceManyUrlsTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  private static ChangingSite site() {
    String small = LONG + SmallSite.drive("5.5 kW", "20 kg");
    return ChangingSite.start()
        .page(
            "/",
            "Drives",
            Stream.of(
                    "/old", "/print", "/copy", "/near", "/big", "/plain", "/lost", "/wrong",
                    "/header")
                .map(path -> "<a href=\"" + path + "\">see " + path + "</a> ")
                .collect(Collectors.joining()))
        // Over two hops to a page that is found in no other way.
        .redirecting("/old", "/older")
        .redirecting("/older", "/drive")
        .page("/drive", "Drive S", small)
        .page("/print", "Drive S", "<link rel=canonical href=/drive>" + small)
        .page("/copy", "Drive S", small)
        .page("/near", "Drive S", small.replaceFirst("this drive moves", "that drive moves"))
        .page("/big", "Drive S", small.replace("5.5 kW", "7.5 kW"))
        .page("/plain", "Drive P", small)
        .page(
            "/lost", "Drive L", "<link rel=canonical href=/404>" + SmallSite.drive("3 kW", "9 kg"))
        .page("/wrong", "Drive W", "<link rel=canonical href=/>" + SmallSite.drive("4 kW", "8 kg"))
        .page("/header", "Drive H", SmallSite.drive("2 kW", "7 kg"))
        .page("/behind", "Drive H", SmallSite.drive("2 kW", "7 kg"))
        .linking("/header", "</behind>; rel=\"canonical\"");
  }

  @Test
  void keepsOneSourceForEachContentAndReadsItOnce() {
    try (ChangingSite site = site()) {
      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("completed");
      assertLinks(site);
      assertUrls(site);
      assertReadOnce(site, job);
      assertTold(site, job);

      JsonNode again = lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      JsonNode progress = again.path("progress");
      assertThat(progress.path("pagesUnchanged").asLong()).as(progress.toString()).isEqualTo(11);
      assertThat(progress.path("pagesFetched").asLong()).isZero();
      assertThat(progress.path("sourcesPlanned").asLong()).isZero();
      assertLinks(site);
      assertUrls(site);
    }
  }

  private void assertLinks(ChangingSite site) {
    Map<String, String> links = new TreeMap<>();
    for (JsonNode source : lode.all(in("/sources?duplicates=true"))) {
      String main = source.at("/sameAs/url").asString("");
      links.put(
          path(site, source.path("url").asString()),
          main.isEmpty() ? "" : path(site, main) + " " + source.at("/sameAs/reason").asString());
      assertThat(source.path("status").asString())
          .isEqualTo(main.isEmpty() ? "extracted" : "skipped");
    }
    assertThat(links)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("/", ""),
                    Map.entry("/drive", ""),
                    Map.entry("/print", "/drive canonical"),
                    Map.entry("/copy", "/drive duplicate"),
                    Map.entry("/near", "/drive near-duplicate"),
                    Map.entry("/big", ""),
                    Map.entry("/plain", ""),
                    Map.entry("/lost", ""),
                    Map.entry("/wrong", ""),
                    Map.entry("/behind", ""),
                    Map.entry("/header", "/behind canonical"))));
    assertThat(lode.all(in("/sources"))).hasSize(7);
    JsonNode summary = lode.get(in("/sources/summary")).json();
    assertThat(summary.path("total").asLong()).isEqualTo(7);
    assertThat(summary.path("duplicates").asLong()).isEqualTo(4);
    assertThat(summary.at("/byStatus/extracted").asLong()).isEqualTo(7);
  }

  private static String path(ChangingSite site, String url) {
    return url.substring(site.url().length());
  }

  private void assertUrls(ChangingSite site) {
    assertThat(urls(site, "/drive"))
        .isEqualTo(
            Map.of(
                "/drive", "own",
                "/old", "redirect",
                "/older", "redirect",
                "/print", "canonical",
                "/copy", "duplicate",
                "/near", "near-duplicate"));
    assertThat(urls(site, "/behind")).isEqualTo(Map.of("/behind", "own", "/header", "canonical"));
    assertThat(urls(site, "/wrong")).isEqualTo(Map.of("/wrong", "own"));
  }

  private Map<String, String> urls(ChangingSite site, String path) {
    JsonNode source =
        lode.all(in("/sources")).stream()
            .filter(one -> one.path("url").asString().equals(site.url() + path))
            .findFirst()
            .orElseThrow();
    Map<String, String> urls = new TreeMap<>();
    source
        .path("urls")
        .forEach(
            url ->
                urls.put(path(site, url.path("url").asString()), url.path("relation").asString()));
    return urls;
  }

  private void assertReadOnce(ChangingSite site, JsonNode job) {
    JsonNode progress = job.path("progress");
    assertThat(progress.path("pagesFetched").asLong()).as(progress.toString()).isEqualTo(11);
    assertThat(progress.path("pagesSkipped").asLong()).as("two redirects and a 404").isEqualTo(3);
    assertThat(progress.path("sourcesExtracted").asLong()).isEqualTo(7);
    assertThat(progress.path("sourcesSkipped").asLong()).isEqualTo(4);
    assertThat(progress.path("sourcesPlanned").asLong()).isEqualTo(11);
    assertThat(progress.path("sourcesPending").asLong()).isZero();
    assertThat(progress.path("sourcesIndexed").asLong()).isEqualTo(7);
    List<String> drives =
        lode.all(in("/extractions?fieldGroup=drive")).stream()
            .map(one -> path(site, one.path("sourceUrl").asString()))
            .sorted()
            .toList();
    assertThat(drives).containsExactly("/behind", "/big", "/drive", "/lost", "/plain", "/wrong");
    assertThat(Stream.of("/drive", "/print", "/copy", "/behind", "/header", "/old"))
        .allSatisfy(path -> assertThat(site.requestCount(path)).isOne());
    JsonNode hits =
        lode.post(
                in("/search"),
                RunningLode.JSON.createObjectNode().put("query", "quarries").put("mode", "keyword"))
            .json();
    assertThat(hits.toString()).contains("/drive").doesNotContain("/copy").doesNotContain("/near");
  }

  private void assertTold(ChangingSite site, JsonNode job) {
    String crawl = job.at("/result/crawlJobId").asString();
    Map<String, String> rules = new TreeMap<>();
    for (JsonNode url : lode.all("/jobs/" + crawl + "/urls")) {
      rules.put(path(site, url.path("url").asString()), url.path("rule").asString());
    }
    assertThat(rules)
        .containsEntry("/drive", "status 200")
        .containsEntry("/copy", "status 200, same content as " + site.url() + "/drive")
        .containsEntry("/big", "status 200")
        .containsEntry("/old", "redirect 301 to " + site.url() + "/older")
        .containsEntry("/404", "status 404");
    JsonNode copy =
        lode.all(in("/sources?duplicates=true&status=skipped")).stream()
            .filter(one -> one.path("url").asString().endsWith("/copy"))
            .findFirst()
            .orElseThrow();
    JsonNode refused = lode.get(in("/sources/" + copy.path("id").asString() + "/content")).json();
    assertThat(refused.path("detail").asString())
        .contains("same content as " + site.url() + "/drive")
        .contains(copy.at("/sameAs/sourceId").asString());
  }

  @Test
  void letsGoWhatChanges() {
    try (ChangingSite site = site()) {
      lode.run(in("/crawls"), SmallSite.crawl(site.url()));
      site.page("/copy", "Drive C", SmallSite.drive("1.5 kW", "5 kg"));

      JsonNode job = lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      assertThat(job.at("/progress/sourcesExtracted").asLong()).isOne();
      assertThat(lode.all(in("/sources"))).hasSize(8);
      assertThat(urls(site, "/drive")).doesNotContainKey("/copy").containsKey("/print");

      site.page("/drive", "Drive D", SmallSite.drive("11 kW", "50 kg"));
      JsonNode changed = lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      assertThat(changed.at("/progress/sourcesExtracted").asLong())
          .as("the page that changed and the one that stands for the others now")
          .isEqualTo(2);
      assertThat(lode.all(in("/sources"))).hasSize(9);
      assertThat(urls(site, "/near")).isEqualTo(Map.of("/near", "own", "/print", "near-duplicate"));
    }
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }
}
