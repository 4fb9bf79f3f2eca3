package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lode.activities.OneJob;
import lode.activities.PlainFiles;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.StoredPage;
import lode.domain.job.JobError;
import lode.domain.job.JobKind;
import lode.workflows.crawl.CrawlActivities;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import lode.workflows.crawl.RenderActivities;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RenderActivitiesTest {

  private static final String APP = "<div id=root></div><script src=/app.js></script>";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Site site = new Site();
  private final MemoryFrontier frontier = new MemoryFrontier();
  private final Browser browser = new Browser();
  private boolean present = true;

  @AfterEach
  void close() {
    temporal.close();
  }

  /** Shows for each URL what a test says. */
  private static final class Browser implements PageRenderer {

    final Map<String, Rendition> shown = new ConcurrentHashMap<>();
    final Map<String, RenderRequest> asked = new ConcurrentHashMap<>();

    @Override
    public Optional<String> hindrance() {
      return Optional.empty();
    }

    @Override
    public int pagesAtOnce() {
      return 1;
    }

    @Override
    public Rendition render(RenderRequest request) {
      asked.put(request.url().href(), request);
      return shown.getOrDefault(request.url().href(), new Refused("not scripted"));
    }
  }

  private static PageRenderer.Rendered shows(String html) {
    return new PageRenderer.Rendered(html.getBytes(StandardCharsets.UTF_8), HOME + "shown/");
  }

  private final class Present implements Renderers {

    @Override
    public void report(String worker, @Nullable String hindrance, Instant now) {}

    @Override
    public void leave(String worker) {}

    @Override
    public Presence presence(Instant now) {
      return new Presence(present, null);
    }
  }

  private static CrawlRequest request(Rendering render) {
    JsonMapper json = new JsonMapper();
    ObjectNode request = json.valueToTree(Crawls.request(SitemapUse.SKIP, HOME));
    return json.treeToValue(request.put("render", render.label()), CrawlRequest.class);
  }

  private OneJob job;
  private CrawlActivities crawl;
  private RenderActivities rendering;

  private void open(Rendering render, String... urls) {
    job = OneJob.of(JobKind.CRAWL, request(render));
    CrawlActivitiesImpl impl =
        new CrawlActivitiesImpl(
            job,
            frontier,
            site,
            site,
            site,
            new SiteAccess(site, site),
            Crawls.settings(),
            MemoryChoices.words(new MemoryChoices()),
            new Present(),
            Clock.systemUTC(),
            PlainFiles.converter());
    temporal.registerActivitiesImplementations(impl, new RenderActivitiesImpl(impl, browser));
    ActivityOptions options =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();
    crawl = temporal.newActivityStub(CrawlActivities.class, options);
    rendering = temporal.newActivityStub(RenderActivities.class, options);
    frontier.add(job.id(), java.util.stream.Stream.of(urls).map(Crawls::entry).toList());
  }

  private StoredPage stored(String url) {
    assertThat(frontier.decided.get(url)).isInstanceOf(PageOutcome.Stored.class);
    return ((PageOutcome.Stored) frontier.decided.get(url)).page();
  }

  @Test
  void putsAnEmptyPageAsideAndStoresTheOthers() {
    site.page(HOME, APP).page(HOME + "text", "<p>A text</p>");
    open(Rendering.AUTO, HOME, HOME + "text");

    BatchResult result = crawl.batch(job.id());

    assertThat(result.done()).isFalse();
    assertThat(result.pages()).isEqualTo(1);
    assertThat(result.toRender()).isEqualTo(1);
    assertThat(result.renderWaitMillis()).isZero();
    assertThat(result.waitMillis()).isPositive();
    assertThat(frontier.decided).containsOnlyKeys(HOME + "text");
  }

  @Test
  void storesWhatTheBrowserShowsAndFollowsItsLinks() {
    site.page(HOME, APP);
    open(Rendering.AUTO, HOME);
    crawl.batch(job.id());
    browser.shown.put(HOME, shows("<title>Pumps</title><h1>AG-200</h1><a href=next>x</a>"));

    BatchResult result = rendering.batch(job.id());

    StoredPage page = stored(HOME);
    assertThat(page.rendered()).isTrue();
    assertThat(page.title()).isEqualTo("Pumps");
    assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(page.warning()).isNull();
    assertThat(page.etag()).isNull();
    assertThat(frontier.known()).containsExactly(HOME, HOME + "shown/next");
    assertThat(result.done()).isFalse();
    assertThat(result.waitMillis()).isZero();
    assertThat(result.toRender()).isZero();
  }

  @Test
  void storesAnEmptyPageWithAWarningWhereNobodyRenders() {
    present = false;
    site.with(
        HOME,
        new FetchResponse.Answered(
            200,
            APP.getBytes(StandardCharsets.UTF_8),
            "text/html",
            "\"tag\"",
            null,
            null,
            Optional.empty()));
    open(Rendering.AUTO, HOME);

    assertThat(crawl.batch(job.id()).done()).isTrue();

    assertThat(stored(HOME).warning()).isEqualTo("rendering needed, no browser");
    assertThat(stored(HOME).rendered()).isFalse();
    assertThat(stored(HOME).etag()).isNull();
  }

  @Test
  void fetchesWhatWasPutAsideWhenTheBrowserIsGone() {
    site.page(HOME, APP);
    open(Rendering.AUTO, HOME);
    crawl.batch(job.id());
    present = false;

    assertThat(crawl.batch(job.id()).done()).isTrue();

    assertThat(stored(HOME).warning()).isEqualTo("rendering needed, no browser");
  }

  @Test
  void takesAPageAsItIsThatIsNotToBeRendered() {
    site.page(HOME, APP);
    open(Rendering.NEVER, HOME);

    assertThat(crawl.batch(job.id()).done()).isTrue();

    assertThat(stored(HOME).warning()).isNull();
  }

  @Test
  void leavesAllToTheBrowserWhenAllIsToBeRendered() {
    site.page(HOME, "<p>A text</p>");
    browser.shown.put(HOME, shows("<h1>More text</h1>"));
    open(Rendering.ALWAYS, HOME);

    BatchResult plain = crawl.batch(job.id());
    assertThat(plain.pages()).isZero();
    assertThat(plain.toRender()).isEqualTo(1);
    assertThat(site.requests).isEmpty();

    assertThat(rendering.batch(job.id()).done()).isTrue();
    assertThat(stored(HOME).rendered()).isTrue();
  }

  @Test
  void waitsForABrowserWhenAllIsToBeRenderedAndNoneIsThere() {
    present = false;
    open(Rendering.ALWAYS, HOME);

    BatchResult result = crawl.batch(job.id());

    assertThat(result.done()).isFalse();
    assertThat(result.toRender()).isZero();
    assertThat(result.waitMillis()).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme.example/next, skipped, redirect by script to https://acme.example/next, true",
    "https://else.example/, skipped, redirect by script to https://else.example/, false",
    "mailto:a@b.example, skipped, redirect by script to no web page: mailto:a@b.example, false"
  })
  void aScriptThatGoesOnIsARedirect(
      String location, String outcome, String rule, boolean followed) {
    site.page(HOME, APP);
    browser.shown.put(HOME, new PageRenderer.WentOn(location));
    open(Rendering.ALWAYS, HOME + "x", HOME);
    site.page(HOME + "x", "<p>A text</p>");

    rendering.batch(job.id());

    assertThat(frontier.decided.get(HOME))
        .isInstanceOfSatisfying(
            PageOutcome.Skipped.class, skipped -> assertThat(skipped.rule()).isEqualTo(rule));
    // A seed may lead to another host, which is in scope from then on.
    assertThat(frontier.known().contains(location))
        .isEqualTo(followed || location.contains("else"));
  }

  @Test
  void aPageThatBreaksTheBrowserIsTriedAgainAndFailsInTheEnd() {
    site.page(HOME, APP);
    browser.shown.put(
        HOME, new PageRenderer.Broken(new JobError("RenderTimedOut", "too long", "render")));
    open(Rendering.ALWAYS, HOME);

    assertThat(rendering.batch(job.id()).done()).isTrue();

    assertThat(frontier.deferred).hasSize(2);
    assertThat(frontier.decided.get(HOME))
        .isInstanceOfSatisfying(
            PageOutcome.Failed.class,
            failed -> assertThat(failed.error().stage()).isEqualTo("render"));
  }

  @Test
  void aPageIsStoredAsSentWhenTheBrowserDoesNotStart() {
    site.page(HOME, APP);
    open(Rendering.AUTO, HOME);
    crawl.batch(job.id());
    browser.shown.put(HOME, new PageRenderer.NoBrowser("no memory"));

    rendering.batch(job.id());

    assertThat(stored(HOME).warning()).isEqualTo("rendering needed, no browser");
  }

  @Test
  void robotsKeepScriptsFromWhatTheyKeepTheCrawlFrom() {
    site.with(HOME + "robots.txt", Site.text("User-agent: *\nDisallow: /private"));
    site.page(HOME, "<p>A text</p>");
    browser.shown.put(HOME, shows("<h1>Text</h1>"));
    open(Rendering.ALWAYS, HOME);

    rendering.batch(job.id());

    var mayLoad = browser.asked.get(HOME).mayLoad();
    List<String> allowed =
        java.util.stream.Stream.of(HOME + "app.js", HOME + "private/x", "https://cdn.example/x.js")
            .filter(url -> mayLoad.test(lode.domain.url.WebUrl.of(url)))
            .toList();
    assertThat(allowed).containsExactly(HOME + "app.js", "https://cdn.example/x.js");
  }
}
