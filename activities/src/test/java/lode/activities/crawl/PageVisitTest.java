package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
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
import tools.jackson.databind.json.JsonMapper;

class PageVisitTest extends VisitedSite {

  @Test
  void goesWhereAPageSaysItsContentBelongsAsItFollowsARedirect() throws InterruptedException {
    String url = HOME + "a?sort=price";
    site.page(url, "<link rel=canonical href=/a><a href=/a>A</a><a href=/b>B</a><p>Text");

    PageOutcome.Stored stored = (PageOutcome.Stored) visit(url, 0);

    assertThat(stored.page().identity().canonical()).hasToString(HOME + "a");
    assertThat(stored.page().identity().print()).isNotNull();
    int depth = stored.entry().depth();
    assertThat(stored.found())
        .extracting(entry -> entry.url().value(), NewEntry::depth, NewEntry::hops)
        .containsExactly(tuple(HOME + "a", depth, 1), tuple(HOME + "b", depth + 1, 0));
  }

  @Test
  void readsTheCanonicalUrlOfTheLinkHeader() throws InterruptedException {
    site.with(
        HOME + "print",
        new FetchResponse.Answered(
            200,
            "<p>Text".getBytes(StandardCharsets.UTF_8),
            "text/html",
            null,
            null,
            null,
            Optional.empty(),
            "</page>; rel=\"canonical\"",
            List.of(),
            null));

    PageOutcome.Stored stored = (PageOutcome.Stored) visit(HOME + "print", 0);

    assertThat(stored.page().identity().canonical()).hasToString(HOME + "page");
    assertThat(stored.found()).extracting(entry -> entry.url().value()).contains(HOME + "page");
  }

  @Test
  void leavesACanonicalUrlOutOfScopeAlone() throws InterruptedException {
    site.page(HOME + "a", "<link rel=canonical href=https://other.example/a><p>Text");

    PageOutcome.Stored stored = (PageOutcome.Stored) visit(HOME + "a", 0);

    assertThat(stored.found()).isEmpty();
  }

  @Test
  void tellsWhereARedirectLeads() throws InterruptedException {
    site.with(HOME + "old", new FetchResponse.Redirected(301, "/new"));
    site.with(HOME + "self", new FetchResponse.Redirected(301, "/self"));

    assertThat(((PageOutcome.Skipped) visit(HOME + "old", 0)).redirectedTo())
        .hasToString(HOME + "new");
    assertThat(((PageOutcome.Skipped) visit(HOME + "self", 0)).redirectedTo()).isNull();
  }

  private static FetchResponse tagged(@Nullable String tag) {
    return Site.answer(200, "<p>Text</p>", "text/html", tag, Optional.empty());
  }

  private static FetchResponse pdf(String body, @Nullable String tag) {
    return Site.answer(200, body, "application/octet-stream", tag, Optional.empty());
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
        arguments(tagged("otherbot: noindex"), 0, "stored"),
        arguments(tagged("lodebot: noindex"), 0, "skipped noindex"),
        arguments(tagged("otherbot: none\nnofollow"), 0, "stored"),
        arguments(
            tagged("unavailable_after: 2020-01-01"),
            0,
            "skipped noindex: unavailable after 2020-01-01T00:00:00Z"),
        arguments(
            Site.html("<title>Page not found</title><h1>Page not found</h1>"),
            0,
            "skipped soft 404: title \"Page not found\""),
        arguments(Site.status(401), 0, "skipped status 401: the site wants credentials, or others"),
        arguments(Site.status(404), 0, "skipped status 404"),
        arguments(Site.status(410), 2, "skipped status 410"),
        arguments(Site.text("a text"), 0, "stored"),
        arguments(Site.text(" "), 0, "skipped no text: the file is empty"),
        arguments(pdf("%PDF-1.7 a text", null), 0, "stored"),
        arguments(pdf("%PDF-1.7 a text", "noindex"), 0, "skipped noindex"),
        arguments(pdf("%PDF-1.7 scan", null), 0, "skipped no text: a scan"),
        arguments(pdf("%PDF-1.7 damaged", null), 0, "failed FileNotReadable"),
        arguments(
            Site.answer(200, "{}", "application/json", null, Optional.empty()),
            0,
            "skipped type application/json is not a page"),
        arguments(
            Site.answer(200, "a text", "text/plain", "noindex", Optional.empty()),
            0,
            "skipped noindex"),
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

  private static final String GERMAN =
      "<title>Rechte</title><p>Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie"
          + " sind mit Vernunft und Gewissen begabt und sollen einander im Geiste der"
          + " Brüderlichkeit begegnen. Jeder hat Anspruch auf alle in dieser Erklärung verkündeten"
          + " Rechte und Freiheiten.<p><a href=/en>English</a><a href=/mehr>Mehr</a>";

  @Test
  void tellsTheLanguageOfAPageAndHowCertainItIs() throws Exception {
    site.with(HOME, Site.html(GERMAN));

    assertThat(visit(HOME, 0))
        .isInstanceOfSatisfying(
            PageOutcome.Stored.class,
            stored -> {
              assertThat(stored.page().language()).isEqualTo("de");
              assertThat(stored.page().languageCertainty()).isGreaterThan(0.9);
            });
  }

  @Test
  void skipsAPageInAnotherLanguageAndFollowsItsLinksToAWantedOne() throws Exception {
    CrawlRequest request =
        CrawlRequestReader.read(
            new JsonMapper().readTree("{\"url\": \"" + HOME + "\", \"languages\": [\"en\"]}"),
            new JsonMapper().createObjectNode());
    CrawlPlan german =
        CrawlPlan.of(
            new JobId(UUID.randomUUID()), new ProjectId(UUID.randomUUID()), request, List.of());
    site.with(HOME, Site.html(GERMAN)).with(HOME + "short", Site.html("<p>Hallo Welt"));

    PageOutcome outcome = visit(german).visit(Crawls.claimed(HOME, 0));

    assertThat(words(outcome)).matches("skipped language de \\(0\\.9\\d, by content\\)");
    assertThat(outcome.found()).extracting(entry -> entry.url().path()).containsExactly("/en");
    assertThat(words(visit(german).visit(Crawls.claimed(HOME + "short", 0)))).isEqualTo("stored");
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
  void keepsAPageThatSaysItIsNotThereWhereTheCrawlSaysSo() throws Exception {
    StatusRules rules = new StatusRules(List.of("200"), List.of(), List.of(), List.of());
    site.page(HOME, "<title>Page not found</title>");

    assertThat(words(visit(plan(rules)).visit(Crawls.claimed(HOME, 0)))).isEqualTo("stored");
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

  @Test
  void namesAFileAfterItsPathWhenItHasNoTitle() throws Exception {
    site.with(HOME + "data/sheet.pdf", pdf("%PDF-1.7 a text", null));

    assertThat(visit(HOME + "data/sheet.pdf", 0))
        .isInstanceOfSatisfying(
            PageOutcome.Stored.class,
            stored -> assertThat(stored.page().title()).isEqualTo("sheet.pdf"));
  }
}
