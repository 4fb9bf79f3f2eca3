package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.CaseTable;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsRulesTest {

  private static final WebUrl LOCATION = WebUrl.of("https://example.org/robots.txt");

  private static final List<String> KEYS =
      List.of("User-agent: ", "User-agent: ", "Disallow: ", "Disallow: ", "Allow: ", "Comment: ");
  private static final List<String> AGENTS = List.of("*", "LodeBot", "lodebot", "Other");
  private static final List<String> PATTERNS =
      List.of(
          "/",
          "/a",
          "/a/",
          "/a/b",
          "/*.gif$",
          "/a*b",
          "/*?",
          "/a$",
          "*/b",
          "/a%2fb",
          "/ü",
          "/%C3%BC",
          "",
          "/a/b/c.html",
          "/*c",
          "/b?x=1");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/a",
          "/a/",
          "/a/b",
          "/x.gif",
          "/a1b",
          "/a?b",
          "/b?x=1",
          "/ü",
          "/a%2Fb",
          "/a/b/c.html",
          "/c",
          "/abc",
          "/b");

  static Stream<List<String>> cases() {
    return CaseTable.read(RobotsRulesTest.class, "robots-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesAsTheStandardSays(List<String> row) {
    assertThat(row).hasSize(4);
    RobotsDecision decision = rules(row.get(0).replace(" ~ ", "\n")).decide(page(row.get(1)));

    assertThat(decision).isEqualTo(new RobotsDecision(row.get(2).equals("allowed"), row.get(3)));
  }

  /** Crawler-commons reads the same standard independently, but does not name the rule. */
  @Test
  void agreesWithAnIndependentReader() {
    Random random = new Random(42);
    SimpleRobotRulesParser other = new SimpleRobotRulesParser(Long.MAX_VALUE, 20);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = randomFile(random);
      RobotsRules rules = rules(text);
      SimpleRobotRules others =
          other.parseContent(
              LOCATION.href(),
              text.getBytes(StandardCharsets.UTF_8),
              "text/plain",
              List.of("lodebot"));
      for (String path : PATHS) {
        boolean allowed = rules.decide(page(path)).allowed();
        refused += allowed ? 0 : 1;
        assertThat(allowed)
            .as("%s for %s", text, path)
            .isEqualTo(others.isAllowed(page(path).value()));
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static String randomFile(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 1 + random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      text.append(KEYS.get(random.nextInt(KEYS.size())));
      boolean agent = text.lastIndexOf("User-agent: ") == text.length() - "User-agent: ".length();
      List<String> values = agent ? AGENTS : PATTERNS;
      text.append(values.get(random.nextInt(values.size()))).append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void readsEveryLineEnd(String lineEnd) {
    assertThat(
            rules(String.join(lineEnd, "User-agent: *", "Disallow: /x", "Allow: /x/y"))
                .decide(page("/x"))
                .allowed())
        .isFalse();
  }

  @Test
  void readsPastAByteOrderMark() {
    assertThat(rules("\ufeffUser-agent: *\nDisallow: /").decide(page("/")).allowed()).isFalse();
  }

  @Test
  void readsHalfAMebibyteInWholeLines() {
    String within = "User-agent: *\nDisallow: /first\n";
    String filler = "# padding\n".repeat((RobotsRules.MOST_BYTES - within.length()) / 10 - 1);
    String cut = "Disallow: /" + "x".repeat(100);

    RobotsRules rules = rules(within + filler + cut + "\nDisallow: /last\n");

    assertThat(rules.decide(page("/first")).allowed()).isFalse();
    assertThat(rules.decide(page("/last")).allowed()).isTrue();
    assertThat(rules.decide(page("/xx")).allowed()).isTrue();
    assertThat(rules.decide(page("/")).allowed()).isTrue();
  }

  @Test
  void matchesManyWildcardsInTime() {
    RobotsRules rules = rules("User-agent: *\nDisallow: /" + "*a".repeat(2_000) + "$");

    assertThat(rules.decide(page("/" + "a".repeat(4_000))).allowed()).isFalse();
    assertThat(rules.decide(page("/" + "a".repeat(4_000) + "b")).allowed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "User-agent: * ~ Crawl-delay: 10, PT10S",
    "User-agent: * ~ Crawl-delay: 0.5, PT0.5S",
    "User-agent: * ~ Crawl-delay: 86400, PT24H",
    "User-agent: * ~ Crawl-delay: 10s, PT10S",
    "User-agent: * ~ Crawl-delay: 1 ~ User-agent: LodeBot ~ Crawl-delay: 2, PT2S",
    "User-agent: LodeBot ~ Crawl-delay: 7 ~ Disallow: ~ User-agent: LodeBot ~ Crawl-delay: 3, PT7S",
    "User-agent: * ~ Crawl-delay: 1 ~ Disallow: /y ~ User-agent: LodeBot ~ Disallow: /x, ",
    "User-agent: Other ~ Crawl-delay: 1 ~ User-agent: LodeBot ~ Disallow: /x, PT1S",
    "User-agent: * ~ Crawl-delay: -1, ",
    "User-agent: * ~ Crawl-delay: soon, ",
    "User-agent: * ~ Crawl-delay:, ",
    "Crawl-delay: 5 ~ User-agent: * ~ Disallow:, "
  })
  void givesTheCrawlDelayOfItsGroup(String text, Duration delay) {
    assertThat(rules(text.replace(" ~ ", "\n")).crawlDelay().orElse(null)).isEqualTo(delay);
  }

  @Test
  void namesSitemapsOfTheWholeFile() {
    RobotsRules rules =
        rules(
            "Sitemap: https://example.org/a.xml\nUser-agent: Other\nDisallow: /\nSITEMAP: /b.xml\n"
                + "Sitemap: https://example.org/a.xml\nSitemap:\nSitemap: ftp://example.org/c.xml\nSitemap: http://\n");

    assertThat(rules.sitemaps())
        .map(WebUrl::href)
        .containsExactly("https://example.org/a.xml", "https://example.org/b.xml");
  }

  @ParameterizedTest
  @CsvSource({
    "400, true",
    "401, true",
    "403, true",
    "404, true",
    "410, true",
    "451, true",
    "429, false",
    "500, false",
    "503, false",
    "304, false"
  })
  void readsAStatusWithoutAFile(int status, boolean allowed) {
    RobotsDecision decision = RobotsRules.forStatus(status).decide(page("/x"));

    assertThat(decision.allowed()).isEqualTo(allowed);
    assertThat(decision.rule())
        .isEqualTo("robots.txt " + status + (allowed ? ": allow all" : ": deny all"));
  }

  @Test
  void isTheSameAfterAStay() {
    RobotsRules rules =
        rules(
            "User-agent: LodeBot\nCrawl-delay: 3\nDisallow: /x\n\nSitemap: s.xml\n# ünïcode\nAllow: /x/y");

    RobotsRules again = RobotsRules.fromText(rules.toText());

    assertThat(again.toText()).isEqualTo(rules.toText());
    assertThat(again.decide(page("/x"))).isEqualTo(new RobotsDecision(false, "Disallow: /x"));
    assertThat(again.decide(page("/x/y"))).isEqualTo(new RobotsDecision(true, "Allow: /x/y"));
    assertThat(again.crawlDelay()).contains(Duration.ofSeconds(3));
    assertThat(again.sitemaps()).isEqualTo(rules.sitemaps()).hasSize(1);
  }

  @Test
  void keepsItsReasonOverAStay() {
    assertThat(
            RobotsRules.fromText(RobotsRules.denyAll("no answer\nin time").toText())
                .decide(page("/")))
        .isEqualTo(new RobotsDecision(false, "no answer in time"));
    assertThat(
            RobotsRules.fromText(RobotsRules.allowAll("respectRobots is off").toText())
                .decide(page("/")))
        .isEqualTo(new RobotsDecision(true, "respectRobots is off"));
    assertThatIllegalArgumentException().isThrownBy(() -> RobotsRules.fromText("x"));
  }

  private static RobotsRules rules(String text) {
    return RobotsRules.parse(LOCATION, text.getBytes(StandardCharsets.UTF_8), "LodeBot");
  }

  private static CanonicalUrl page(String pathAndQuery) {
    return CanonicalUrl.require("https://example.org" + pathAndQuery, UrlPolicy.DEFAULT);
  }
}
