package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.StatusRules;
import lode.domain.document.ContentHash;
import lode.domain.document.ParsedPage;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageVisitTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String HOST = "https://acme.example:443";

  private final Site site = new Site();
  private final MemoryFrontier frontier = new MemoryFrontier();
  private final CrawlPlan plan = plan(StatusRules.NONE);
  private final PoliteFetcher fetcher = new PoliteFetcher(site, site);
  private final PageVisit visit = visit(plan);

  private static CrawlPlan plan(StatusRules rules) {
    return CrawlPlan.of(
        new JobId(UUID.randomUUID()),
        new ProjectId(UUID.randomUUID()),
        Crawls.request(SitemapUse.SKIP, rules, HOME),
        List.of());
  }

  private PageVisit visit(CrawlPlan plan) {
    return new PageVisit(
        plan,
        Crawls.settings(),
        fetcher,
        new RobotsGate(site, fetcher, "LodeBot", List.of(), Duration.ZERO, 16),
        frontier,
        Clock.fixed(NOW, ZoneOffset.UTC),
        () -> false);
  }

  private PageOutcome visit(String url, int attempts) throws InterruptedException {
    return visit.visit(Crawls.claimed(url, attempts));
  }

  /** Outcome in a word, with its rule or error type. */
  private static String words(PageOutcome outcome) {
    if (outcome instanceof PageOutcome.Skipped skipped) {
      return "skipped " + skipped.rule();
    }
    if (outcome instanceof PageOutcome.Failed failed) {
      return "failed " + failed.error().type();
    }
    if (outcome instanceof PageOutcome.Deferred deferred) {
      return "deferred " + deferred.error().type();
    }
    return outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static FetchResponse tagged(@Nullable String tag) {
    return Site.answer(200, "<p>Text</p>", "text/html", tag, Optional.empty());
  }

  static Stream<Arguments> answers() {
    FetchResponse broken = new FetchResponse.Broken(new JobError("ConnectFailed", "no", "fetch"));
    String long500 = "deferred HttpStatus503";
    return Stream.of(
        arguments(Site.html("<p>Text</p>"), 0, "stored"),
        arguments(tagged(null), 0, "stored"),
        arguments(tagged("noindex"), 0, "skipped noindex"),
        arguments(tagged("none"), 0, "skipped noindex"),
        arguments(Site.html("<meta name=robots content=noindex><p>Text"), 0, "skipped noindex"),
        arguments(Site.status(404), 0, "skipped status 404"),
        arguments(Site.status(410), 2, "skipped status 410"),
        arguments(Site.text("no page"), 0, "skipped type text/plain is not a page"),
        arguments(
            new FetchResponse.Refused("the address is private"),
            0,
            "skipped the address is private"),
        arguments(
            new FetchResponse.Redirected(301, "/next"),
            0,
            "skipped redirect 301 to https://acme.example/next"),
        arguments(new FetchResponse.Redirected(302, HOME), 0, "skipped redirect 302 to itself"),
        arguments(
            new FetchResponse.Redirected(302, "mailto:a@b.example"),
            0,
            "skipped redirect 302 to no web page: mailto:a@b.example"),
        arguments(Site.status(500), 0, "deferred HttpStatus500"),
        arguments(Site.status(500), 1, "deferred HttpStatus500"),
        arguments(Site.status(500), 2, "failed HttpStatus500"),
        arguments(
            Site.answer(503, "", "text/html", null, Optional.of(Duration.ofHours(1))), 0, long500),
        arguments(broken, 0, "deferred ConnectFailed"),
        arguments(broken, 2, "failed ConnectFailed"),
        arguments(new FetchResponse.NotModified(), 0, "deferred NothingToCompare"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void decidesByTheAnswer(FetchResponse answer, int attempts, String expected) throws Exception {
    site.with(HOME, answer);

    assertThat(words(visit(HOME, attempts))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "404, stored HTTP 404",
    "410, skipped status 410",
    "403, deferred HttpStatus403",
    "203, skipped status 203",
    "200, stored null"
  })
  void followsTheStatusRulesOfTheCrawl(int status, String expected) throws Exception {
    StatusRules rules = new StatusRules(List.of(), List.of("404"), List.of("203"), List.of("403"));
    site.with(HOME, Site.answer(status, "<p>Text</p>", "text/html", null, Optional.empty()));

    PageOutcome outcome = visit(plan(rules)).visit(Crawls.claimed(HOME, 0));

    assertThat(
            outcome instanceof PageOutcome.Stored stored
                ? "stored " + stored.page().warning()
                : words(outcome))
        .isEqualTo(expected);
  }

  @Test
  void passesAWallThatWantsACookie() throws Exception {
    site.wall(HOME, "a=1; Path=/; Secure", "b=2");
    site.wall(HOME + "x", "a=1", "b=2");

    assertThat(words(visit(HOME, 0))).isEqualTo("stored");
    assertThat(words(visit(HOME + "x", 0))).isEqualTo("stored");

    assertThat(site.cookies).containsExactly("a=1; b=2", "a=1; b=2");
    assertThat(site.requests).containsExactly(HOME + "robots.txt", HOME, HOME, HOME + "x");
  }

  @Test
  void triesAWallOnce() throws Exception {
    site.with(HOME, new FetchResponse.Redirected(302, HOME, List.of("a=1")));

    assertThat(words(visit(HOME, 0))).isEqualTo("skipped redirect 302 to itself");
    assertThat(site.requests).containsExactly(HOME + "robots.txt", HOME, HOME);
  }

  @Test
  void readsNoPageThatIsAllTags() throws Exception {
    site.page(HOME, "<p>".repeat(ParsedPage.MAX_TAGS + 1));

    assertThat(words(visit(HOME, 0))).isEqualTo("skipped page has more than 500000 tags");
  }

  @Test
  void asksForNothingThatRobotsDisallows() throws Exception {
    site.with(HOME + "robots.txt", Site.text("User-agent: *\nDisallow: /private\n"));

    assertThat(words(visit(HOME + "private/x", 0))).isEqualTo("skipped robots: Disallow: /private");
    assertThat(site.requests).containsExactly(HOME + "robots.txt");
  }

  @Test
  void waitsWhileRobotsCannotBeHad() throws Exception {
    site.with(HOME + "robots.txt", Site.status(503));

    assertThat(words(visit(HOME, 0))).isEqualTo("deferred RobotsUnreachable");
    assertThat(words(visit(HOME, 2))).isEqualTo("failed RobotsUnreachable");
    assertThat(site.requests).doesNotContain(HOME);
  }

  @Test
  void leavesAHostAloneThatAsksForIt() throws Exception {
    Duration hour = Duration.ofHours(1);
    site.with(HOME, Site.answer(429, "", "text/html", null, Optional.of(hour)));

    PageOutcome outcome = visit(HOME, 0);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PageOutcome.Deferred.class,
            deferred -> assertThat(deferred.dueAt()).isEqualTo(NOW.plus(hour)));
    assertThat(site.pauses).containsEntry(HOST, hour);
  }

  @Test
  void isKeptAwayForADayAtMost() throws Exception {
    site.with(HOME, Site.answer(503, "", "text/html", null, Optional.of(Duration.ofDays(400))));

    visit(HOME, 0);

    assertThat(site.pauses).containsEntry(HOST, Duration.ofHours(24));
  }

  @Test
  void aBusyHostCostsNoAttempt() throws Exception {
    visit(HOME, 0);
    site.pauses.put(HOST, Duration.ofMinutes(2));

    assertThat(visit(HOME, 2))
        .isInstanceOfSatisfying(
            PageOutcome.Deferred.class,
            deferred -> {
              assertThat(deferred.entry().attempts()).isEqualTo(2);
              assertThat(deferred.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
            });
  }

  @Test
  void followsARedirectAsANewEntry() throws Exception {
    site.with(HOME, new FetchResponse.Redirected(308, "/en/"));

    assertThat(visit(HOME, 0).found())
        .singleElement()
        .satisfies(
            next -> {
              assertThat(next.url().value()).isEqualTo("https://acme.example/en/");
              assertThat(next.hops()).isEqualTo(1);
              assertThat(next.skipRule()).isNull();
            });
  }

  @Test
  void endsAChainOfRedirects() throws Exception {
    site.with(HOME, new FetchResponse.Redirected(302, "/again"));
    FrontierEntry tenth = new FrontierEntry(Crawls.url(HOME), 1, 10, "Acme", 0, null);

    assertThat(visit.visit(tenth).found())
        .singleElement()
        .satisfies(next -> assertThat(next.skipRule()).isEqualTo("more than 10 redirects"));
  }

  @Test
  void theLinksOfThePageThatASeedRedirectsToAreInScopeAtOnce() throws Exception {
    String target = "https://new.example/";
    site.with(HOME, new FetchResponse.Redirected(301, target))
        .page(target, Crawls.links(List.of("/about", "https://else.example/")));

    assertThat(visit(HOME, 0).found()).extracting(e -> e.url().value()).containsExactly(target);
    assertThat(visit(target, 0).found())
        .extracting(e -> e.url().value())
        .containsExactly("https://new.example/about");
    assertThat(frontier.hosts).containsExactly("new.example:443");
  }

  @Test
  void readsTheLinksOfAnUnchangedPageFromItsStoredBody() throws Exception {
    KnownPage known =
        new KnownPage(new SourceId(UUID.randomUUID()), "\"1\"", null, ContentHash.of("body"));
    frontier.bodies.put(
        known,
        new MemoryFrontier.StoredBody(
            Crawls.links(List.of("/about")).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "text/html"));
    site.with(HOME, new FetchResponse.NotModified());

    PageOutcome outcome = visit.visit(new FrontierEntry(Crawls.url(HOME), 0, 0, "Acme", 0, known));

    assertThat(words(outcome)).isEqualTo("verified");
    assertThat(outcome.found())
        .extracting(e -> e.url().value())
        .containsExactly("https://acme.example/about");
  }

  @Test
  void aPageThatBreaksTheReaderCostsOnlyItself() throws Exception {
    byte[] unreadable = null;
    site.with(
        HOME,
        new FetchResponse.Answered(
            200, unreadable, "text/html", null, null, null, Optional.empty()));

    assertThat(words(visit(HOME, 0))).isEqualTo("failed NullPointerException");
  }

  @Test
  void aFailureOfAPortIsNotThePagesFault() {
    site.with(
        HOME,
        () -> {
          throw new IllegalStateException("the pool is closed");
        });

    assertThatThrownBy(() -> visit(HOME, 0)).hasMessage("the pool is closed");
  }
}
