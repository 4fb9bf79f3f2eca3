package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which URLs a crawl chooses, in which order, and when it ends. */
@ExtendWith(SharedLode.class)
class ChoiceEndToEndTest {

  private static final int SECTIONS = 12;
  private static final int LISTS = 5;
  private static final int ARTICLES = 10;
  private static final int ALL = 1 + SECTIONS + SECTIONS * LISTS + SECTIONS * LISTS * ARTICLES;

  private static final List<String> TOPICS =
      List.of("Careers", "Press", "Investors", "Events", "Locations", "History", "Partners");

  private final RunningLode lode;
  private final String project;

  ChoiceEndToEndTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }

  /** Sections that say nothing, lists of a topic in them, and below some lists the pages that count. */
  private static ChangingSite topics() {
    ChangingSite site = ChangingSite.start();
    Random random = new Random(7);
    StringBuilder home = new StringBuilder();
    int list = 0;
    for (int s = 0; s < SECTIONS; s++) {
      home.append(link("/s" + s, "Division " + (char) ('A' + s)));
      StringBuilder section = new StringBuilder();
      for (int l = 0; l < LISTS; l++, list++) {
        boolean pumps = list % 10 == 7;
        String topic = pumps ? "Centrifugal pumps" : TOPICS.get(random.nextInt(TOPICS.size()));
        section.append(link("/l" + list, topic));
        StringBuilder articles = new StringBuilder();
        for (int a = 0; a < ARTICLES; a++) {
          String path = (pumps ? "/relevant" : "/a") + list + "x" + a;
          String name = pumps ? "Pump NK " + (40 + a) : topic + " note " + a;
          articles.append(link(path, name));
          site.page(path, name, "<p>All about " + name + " stands on this page " + path + ".</p>");
        }
        site.page("/l" + list, topic, articles.toString());
      }
      site.page("/s" + s, "Division " + (char) ('A' + s), section.toString());
    }
    return site.page("/", "Group", home.toString());
  }

  private static String link(String path, String text) {
    return "<a href=\"" + path + "\">" + text + "</a> ";
  }

  private JsonNode crawl(ObjectNode body) {
    return lode.run(in("/crawls"), body.put("autoExtract", false));
  }

  private Map<String, String> rules(JsonNode job) {
    return lode.all("/jobs/" + job.path("id").asString() + "/urls").stream()
        .collect(
            Collectors.toMap(
                url -> url.path("url").asString().replaceFirst("^http://[^/]*", ""),
                url -> url.path("decision").asString() + ": " + url.path("rule").asString(""),
                (a, b) -> a,
                TreeMap::new));
  }

  private long relevant(JsonNode job) {
    return rules(job).entrySet().stream()
        .filter(
            url ->
                url.getKey().startsWith("/relevant")
                    && (url.getValue().startsWith("fetched")
                        || url.getValue().startsWith("unchanged")))
        .count();
  }

  @Test
  void aFocusedCrawlFindsFarMoreOfWhatIsLookedForInTheSameNumberOfPages() {
    try (ChangingSite site = topics()) {
      int pages = ALL / 10;
      JsonNode plain = crawl(SmallSite.crawl(site.url()).put("maxPages", pages));
      ObjectNode body = SmallSite.crawl(site.url()).put("maxPages", pages);
      body.putArray("focusTerms").add("centrifugal pump");
      JsonNode focused = crawl(body);

      long inPlainOrder = relevant(plain);
      long byRelevance = relevant(focused);
      System.out.println(
          "ChoiceEndToEndTest: of 60 relevant among "
              + ALL
              + " pages, "
              + pages
              + " fetched: plain order "
              + inPlainOrder
              + ", focused "
              + byRelevance);
      assertThat(byRelevance).isGreaterThanOrEqualTo(30).isGreaterThan(3 * inPlainOrder);
      JsonNode focus = focused.at("/result/focus");
      assertThat(focus.path("used").asBoolean()).as(focus.toString()).isTrue();
      assertThat(focus.path("scored").asLong()).isGreaterThan(pages);
    }
  }

  @Test
  void skipsWhatIsBelowTheThresholdAndSaysSo() {
    try (ChangingSite site =
        ChangingSite.start()
            .page("/", "Acme", link("/a", "Heat pumps") + link("/b", "Quarterly figures"))
            .page("/a", "Heat pumps", "<p>Heat pumps.</p>")
            .page("/b", "Figures", "<p>Figures.</p>")) {
      ObjectNode body = SmallSite.crawl(site.url()).put("relevanceThreshold", 0.5);
      body.putArray("focusTerms").add("heat pump");

      JsonNode job = crawl(body);

      assertThat(rules(job))
          .hasEntrySatisfying("/a", rule -> assertThat(rule).startsWith("fetched"))
          .hasEntrySatisfying(
              "/b", rule -> assertThat(rule).matches("skipped: relevance 0\\.\\d\\d below 0\\.5"));
      assertThat(job.at("/result/focus/skippedByThreshold").asLong()).isOne();
    }
  }

  @Test
  void givesAFocusUpThatMatchesNothing() {
    try (ChangingSite site = SmallSite.pages(30)) {
      ObjectNode body = SmallSite.crawl(site.url());
      body.putArray("focusTerms").add("zzyzx");

      JsonNode job = crawl(body);

      JsonNode focus = job.at("/result/focus");
      assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(61);
      assertThat(focus.path("used").asBoolean()).as(focus.toString()).isFalse();
      assertThat(focus.path("reason").asString()).contains("focus terms");
    }
  }

  private static final String GERMAN =
      "<p>Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und"
          + " Gewissen begabt und sollen einander im Geiste der Brüderlichkeit begegnen.</p>";
  private static final String FRENCH =
      "<p>Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de"
          + " raison et de conscience et doivent agir les uns envers les autres.</p>";

  @Test
  void keepsPagesOfTheWantedLanguagesAndNamesTheRuleOfOthers() {
    String languages =
        "<link rel=alternate hreflang=de href=/de/><link rel=alternate hreflang=fr href=/fr/>";
    try (ChangingSite site =
        ChangingSite.start()
            .page("/", "Rights", languages + GERMAN + link("/fr/a", "A") + link("/plain", "Plain"))
            .page("/de/", "Rechte", GERMAN)
            .page("/fr/", "Droits", FRENCH)
            .page("/fr/a", "Droits", FRENCH)
            .page("/plain", "Droits", FRENCH + link("/more", "Encore"))
            .page("/more", "Droits", FRENCH)) {
      ObjectNode body = SmallSite.crawl(site.url());
      body.putArray("languages").add("de");

      JsonNode job = crawl(body);

      assertThat(rules(job))
          .containsEntry("/fr/", "skipped: language fr, by hreflang")
          .containsEntry("/fr/a", "skipped: language fr, by its URL")
          .hasEntrySatisfying(
              "/plain",
              rule -> assertThat(rule).matches("skipped: language fr \\(0\\.\\d\\d, by content\\)"))
          .doesNotContainKey("/more");
      assertThat(site.requestCount("/fr/")).isZero();
      assertThat(lode.all(in("/sources")))
          .hasSize(2)
          .allSatisfy(
              source -> {
                assertThat(source.path("language").asString()).isEqualTo("de");
                assertThat(source.path("languageCertainty").asDouble()).isGreaterThan(0.8);
              });
    }
  }

  @Test
  void endsByItselfAlsoWhileItWaitsForHours() {
    try (ChangingSite site =
        SmallSite.pages(5).answering("/robots.txt", 200, "User-agent: *\nCrawl-delay: 3600")) {
      Instant began = Instant.now();

      JsonNode job =
          crawl(SmallSite.crawl(site.url()).put("maxDuration", "4s").put("sitemap", "skip"));

      assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("partial");
      assertThat(job.at("/result/stoppedBy").asString()).isEqualTo("maxDuration PT4S");
      assertThat(Duration.between(began, Instant.now()))
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
    }
  }

  @Test
  void noHostTakesMoreThanItsQuota() {
    try (ChangingSite large = SmallSite.pages(30);
        ChangingSite small = SmallSite.pages(2)) {
      ObjectNode body = SmallSite.crawl(large.url()).put("maxPagesPerHost", 6);
      body.withArray("seeds").add(small.url());

      JsonNode job = crawl(body);

      assertThat(job.at("/progress/pagesFetched").asLong()).as(job.toString()).isEqualTo(11);
      assertThat(job.at("/progress/pagesPending").asLong()).isZero();
      assertThat(rules(job)).containsValue("skipped: maxPagesPerHost 6");
    }
  }

  @Test
  void namesPatternsAtTheirQuotaAndTakesThemAllWhenTheyAreLifted() {
    try (ChangingSite site = ChangingSite.start()) {
      StringBuilder days = new StringBuilder();
      for (int day = 0; day < 510; day++) {
        days.append(link("/day/" + java.time.LocalDate.of(2024, 1, 1).plusDays(day), "day"));
      }
      site.page("/", "Days", days.toString());
      ObjectNode body = SmallSite.crawl(site.url());

      JsonNode job = crawl(body);

      JsonNode trap = job.at("/result/traps/0");
      assertThat(trap.path("taken").asLong()).as(job.toString()).isEqualTo(500);
      assertThat(trap.path("skipped").asLong()).isEqualTo(10);
      String pattern = trap.path("pattern").asString();
      assertThat(pattern).isEqualTo(site.url() + "/day/{date}");
      body.putArray("liftPatterns").add(pattern);
      JsonNode again = crawl(body);
      assertThat(again.path("result").has("traps")).as(again.toString()).isFalse();
      assertThat(again.at("/progress/pagesSkipped").asLong()).isEqualTo(510);
    }
  }
}
