package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lode.activities.OneJob;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.FocusProgress;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.SitemapOrder;
import lode.domain.document.ParsedPage;
import lode.domain.job.Job;
import lode.domain.job.JobKind;
import lode.domain.search.Embedder;
import lode.domain.search.EmbeddingFailed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class LinkChoiceTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final MemoryChoices choices = new MemoryChoices();

  private static CrawlRequest request(String members) {
    return CrawlRequestReader.read(
        JSON.readTree("{\"url\": \"https://acme.example/\"" + members + "}"),
        JSON.createObjectNode());
  }

  private List<NewEntry> found(String members, String html, boolean foreign, Focusing focusing) {
    CrawlRequest request = request(members);
    Job job = OneJob.of(JobKind.CRAWL, request).job();
    CrawlPlan plan = CrawlPlan.of(job.id(), job.projectId(), request, List.of());
    ParsedPage page =
        ParsedPage.parse(
            html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", Crawls.HOME);
    FrontierEntry entry = new FrontierEntry(Crawls.url(Crawls.HOME), 0, 0, "Acme", 0, null);
    return new FoundLinks(plan, focusing.choice(job, request))
        .of(entry, page, false, java.util.Optional.empty(), foreign);
  }

  private Map<String, String> rules(String members, String html, boolean foreign) {
    Map<String, String> rules = new TreeMap<>();
    found(members, html, foreign, MemoryChoices.words(choices))
        .forEach(entry -> rules.put(entry.url().path(), String.valueOf(entry.skipRule())));
    return rules;
  }

  @Test
  void skipsLinksToOtherLanguages() {
    String html =
        "<link rel=alternate hreflang=fr href=/fr/><link rel=alternate hreflang=de href=/de/>"
            + "<a href=/fr/a>Produits</a><a href=/de/a>Produkte</a><a href=/x>X</a>";

    assertThat(rules(", \"languages\": [\"de\"]", html, false))
        .containsEntry("/fr/", "language fr, by hreflang")
        .containsEntry("/fr/a", "language fr, by its URL")
        .containsEntry("/de/", "null")
        .containsEntry("/de/a", "null")
        .containsEntry("/x", "null");
    assertThat(rules("", html, false)).doesNotContainValue("language fr, by hreflang");
  }

  @Test
  void aPageInAnotherLanguageOnlyLeadsToWantedOnes() {
    String html =
        "<link rel=alternate hreflang=de href=/deutsch><a href=/y>Deutsch</a><a href=/z>Plus</a>";

    assertThat(rules(", \"languages\": [\"de\"]", html, true)).containsOnlyKeys("/deutsch", "/y");
    assertThat(found(", \"languages\": [\"de\"]", html, true, MemoryChoices.words(choices)))
        .allSatisfy(entry -> assertThat(entry.priority()).isEqualTo(1_000_000_000));
  }

  @Test
  void scoresLinksAndSkipsWhatIsBelowTheThreshold() {
    String html =
        "<title>Acme</title><a href=/a>Heat pumps</a><a href=/b>Careers</a>"
            + "<a href=/heat-pumps/x>More</a><a href=/b2>Heat pumps</a><a href=/b2>x</a>";
    String members = ", \"focusTerms\": [\"heat pump\"], \"relevanceThreshold\": 0.3";

    assertThat(rules(members, html, false))
        .containsEntry("/a", "null")
        .containsEntry("/b", "relevance 0.00 below 0.3")
        .containsEntry("/b2", "null")
        .containsEntry("/heat-pumps/x", "null");
    assertThat(found(members, html, false, MemoryChoices.words(choices)))
        .extracting(NewEntry::priority)
        .containsExactly(1000, 0, 800, 1000);
  }

  /** Two directions of meaning: what sounds warm, and all else; counts what it embeds. */
  private static final class Warm implements Embedder {
    final List<String> texts = new ArrayList<>();
    boolean broken;

    @Override
    public String model() {
      return "warm";
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public int maxTokens() {
      return 100;
    }

    @Override
    public List<float[]> embed(List<String> given) {
      if (broken) {
        throw new EmbeddingFailed("away", true, Optional.empty(), null);
      }
      texts.addAll(given);
      return given.stream()
          .map(
              text ->
                  text.toLowerCase(java.util.Locale.ROOT).matches(".*(heat|boiler).*")
                      ? new float[] {1, 0}
                      : new float[] {0, 1})
          .toList();
    }
  }

  @Test
  void embedsEachTextOnceAndFindsWhatMeansTheSame() {
    Warm warm = new Warm();
    Focusing focusing = new Focusing(choices, job -> Optional.empty(), choices, warm);
    String html = "<a href=/a>Boilers</a><a href=/b>Careers</a><a href=/c>Careers</a>";

    for (int page = 0; page < 3; page++) {
      assertThat(found(", \"focusTerms\": [\"heat\"]", html, false, focusing))
          .extracting(NewEntry::priority)
          .containsExactly(900, 0, 0);
    }
    assertThat(warm.texts).containsExactlyInAnyOrder("heat", "Boilers", "Careers");
  }

  @Test
  void wordsAloneDecideWhenTheEmbedderFails() {
    Warm warm = new Warm();
    warm.broken = true;
    Focusing focusing = new Focusing(choices, job -> Optional.empty(), choices, warm);

    assertThat(
            found(
                ", \"focusTerms\": [\"heat\"]",
                "<a href=/a>Boilers</a><a href=/b>Heat</a>",
                false,
                focusing))
        .extracting(NewEntry::priority)
        .containsExactly(0, 1000);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "19, 0, 0, -",
        "20, 0, 0, no link matches the focus terms after 20 pages",
        "20, 500, 510, all links match the focus terms alike after 20 pages",
        "20, 0, 400, -"
      })
  void givesUpAFocusThatTellsNothing(int pages, int low, int high, @Nullable String reason) {
    choices.progress = new FocusProgress(pages, 50, 0, low, high, null);

    found(", \"focusTerms\": [\"heat\"]", "<a href=/a>A</a>", false, MemoryChoices.words(choices));

    assertThat(choices.dropped).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void aDroppedFocusScoresNothing() {
    choices.progress = new FocusProgress(30, 50, 0, 0, 0, "no link matches");

    assertThat(
            rules(
                ", \"focusTerms\": [\"heat\"], \"relevanceThreshold\": 0.3",
                "<a href=/a>A</a>",
                false))
        .containsEntry("/a", "null");
  }

  @Test
  void ordersSitemapsByTheirTimes() {
    List<NewEntry> entries =
        List.of(
            dated("/new", "2026-02-28T00:00:00Z"),
            dated("/old", "2020-01-01T00:00:00Z"),
            dated("/future", "2099-01-01T00:00:00Z"),
            dated("/seen", "2026-02-01T00:00:00Z"),
            dated("/none", null));

    List<NewEntry> ordered =
        SitemapOrder.behind(
            entries,
            Map.of(
                Crawls.url("https://acme.example/seen"), Instant.parse("2026-02-02T00:00:00Z"),
                Crawls.url("https://acme.example/new"), Instant.parse("2026-02-02T00:00:00Z")));

    assertThat(
            ordered.stream()
                .sorted((a, b) -> Integer.compare(b.priority(), a.priority()))
                .map(entry -> entry.url().path()))
        .containsExactly("/new", "/old", "/future", "/none", "/seen");
  }

  private static NewEntry dated(String path, @Nullable String lastModified) {
    return Crawls.entry("https://acme.example" + path)
        .withPriority(
            SitemapOrder.priority(Optional.ofNullable(lastModified).map(Instant::parse), NOW));
  }

  @Test
  void aDeadlineCountsFromTheStartOfTheJob() {
    Job job = OneJob.of(JobKind.CRAWL, request("")).job();
    Clock clock = Clock.fixed(Instant.EPOCH.plusSeconds(1_790), ZoneOffset.UTC);
    Deadline deadline = Deadline.of(job, request(", \"maxDuration\": \"30m\""), clock);

    assertThat(deadline.isOver()).isFalse();
    assertThat(deadline.cut(Duration.ofHours(3).toMillis())).isEqualTo(10_000);
    assertThat(deadline.cut(5)).isEqualTo(5);
    assertThat(Deadline.of(job, request(", \"maxDuration\": \"1790s\""), clock).isOver()).isTrue();
    assertThat(Deadline.of(job, request(""), clock).cut(7_000)).isEqualTo(7_000);
  }
}
