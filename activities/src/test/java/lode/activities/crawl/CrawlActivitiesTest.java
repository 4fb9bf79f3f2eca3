package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lode.activities.OneJob;
import lode.activities.PlainFiles;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.Steering;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.workflows.crawl.CrawlActivities;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CrawlActivitiesTest {

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Site site = new Site();
  private final MemoryFrontier frontier = new MemoryFrontier();
  private final MemoryChoices choices = new MemoryChoices();
  private Clock clock = Clock.systemUTC();
  private final Focusing focusing = MemoryChoices.words(choices);

  @AfterEach
  void close() {
    temporal.close();
  }

  private CrawlActivities activities(OneJob jobs) {
    temporal.registerActivitiesImplementations(
        new CrawlActivitiesImpl(
            jobs,
            frontier,
            site,
            site,
            site,
            new SiteAccess(site, site),
            Crawls.settings(),
            focusing,
            Renderers.NONE,
            clock,
            PlainFiles.converter()));
    return temporal.newActivityStub(
        CrawlActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static OneJob crawl(SitemapUse sitemap) {
    return OneJob.of(JobKind.CRAWL, Crawls.request(sitemap, HOME));
  }

  private BatchResult batch(String... urls) {
    OneJob job = crawl(SitemapUse.SKIP);
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), java.util.stream.Stream.of(urls).map(Crawls::entry).toList());
    return crawl.batch(job.id());
  }

  @Test
  void fetchesAllThatIsFoundAndCommitsAFewAtATime() {
    List<String> pages = IntStream.range(0, 60).mapToObj(n -> HOME + "p" + n).toList();
    pages.forEach(page -> site.page(page, "<p>A page</p>"));
    site.page(HOME, Crawls.links(pages));

    BatchResult result = batch(HOME);

    assertThat(result).isEqualTo(new BatchResult(61, 0, true, false, 0, 1));
    assertThat(frontier.decided).hasSize(61);
    assertThat(frontier.commits).allSatisfy(size -> assertThat(size).isBetween(1, 16));
    assertThat(frontier.leased()).isZero();
  }

  @Test
  void triesAgainWhatMayYetComeAndGivesUpInTheEnd() {
    site.with(HOME, Site.status(500));

    BatchResult result = batch(HOME);

    assertThat(result).isEqualTo(new BatchResult(1, 0, true, false, 0, 1));
    assertThat(frontier.deferred).hasSize(2);
    assertThat(frontier.decided.get(HOME))
        .isInstanceOfSatisfying(
            PageOutcome.Failed.class,
            failed -> assertThat(failed.error().type()).isEqualTo("HttpStatus500"));
  }

  @Test
  void asksForNothingWhenItsSecretsCannotBeOpened() {
    site.locked = true;

    assertThatThrownBy(() -> batch(HOME))
        .isInstanceOf(ActivityFailure.class)
        .hasStackTraceContaining("LODE_SECRET_KEY is not set")
        .hasStackTraceContaining("SecretUnreadable");

    assertThat(site.requests).isEmpty();
    assertThat(frontier.leased()).isZero();
  }

  @Test
  void leavesAWaitOfHoursToATimer() {
    site.with(
        HOME, Site.answer(503, "", "text/html", null, java.util.Optional.of(Duration.ofHours(2))));

    BatchResult result = batch(HOME);

    assertThat(result.done()).isFalse();
    assertThat(result.pages()).isZero();
    assertThat(result.waitMillis())
        .isBetween(Duration.ofMinutes(119).toMillis(), Duration.ofHours(2).toMillis());
  }

  private static OneJob limited(Duration time) {
    return OneJob.of(
        JobKind.CRAWL,
        CrawlRequestReader.read(
            new JsonMapper()
                .readTree("{\"url\": \"" + HOME + "\", \"maxDuration\": \"" + time + "\"}"),
            new JsonMapper().createObjectNode()));
  }

  private BatchResult batchWithin(Duration time) {
    // The job began at the epoch; so does the clock.
    OneJob job = limited(time);
    clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.EPOCH));
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), List.of(Crawls.entry(HOME)));
    return crawl.batch(job.id());
  }

  @Test
  void aTimerSleepsNoLongerThanTheCrawlMayTake() {
    site.with(
        HOME, Site.answer(503, "", "text/html", null, java.util.Optional.of(Duration.ofHours(2))));

    BatchResult result = batchWithin(Duration.ofMinutes(30));

    assertThat(result.done()).isFalse();
    assertThat(result.waitMillis())
        .isBetween(Duration.ofMinutes(28).toMillis(), Duration.ofMinutes(30).toMillis());
  }

  @Test
  void fetchesNothingOnceTheTimeOfTheCrawlIsUp() {
    site.page(HOME, "<p>A page</p>");
    clock = Clock.systemUTC();
    OneJob job = limited(Duration.ofDays(1));
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), List.of(Crawls.entry(HOME)));

    assertThat(crawl.batch(job.id())).isEqualTo(new BatchResult(0, 1, true, false, 0, 1));
    assertThat(site.requests).isEmpty();
  }

  @Test
  void aFailureOfAPortEndsTheBatchWithNothingHeldAndTheOtherPagesKept() {
    CountDownLatch failed = new CountDownLatch(1);
    site.with(
            HOME,
            () -> {
              await(failed);
              return Site.html("<p>Fine</p>");
            })
        .with(
            HOME + "x",
            () -> {
              failed.countDown();
              throw new IllegalStateException("Redis is away");
            });

    assertThatThrownBy(() -> batch(HOME, HOME + "x"))
        .isInstanceOf(ActivityFailure.class)
        .hasStackTraceContaining("Redis is away");
    assertThat(frontier.leased()).isZero();
    assertThat(frontier.decided).containsOnlyKeys(HOME);
  }

  @Test
  void anErrorOnAFetchingThreadEndsTheBatchToo() {
    site.with(
        HOME,
        () -> {
          throw new StackOverflowError("in an adapter");
        });

    assertThatThrownBy(() -> batch(HOME))
        .isInstanceOf(ActivityFailure.class)
        .hasStackTraceContaining("a visit broke off");
    assertThat(frontier.leased()).isZero();
  }

  @Test
  void aCancelledBatchCommitsWhatItHasAndGivesTheRestBack() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    List<String> pages = IntStream.range(0, 500).mapToObj(n -> HOME + "p" + n).toList();
    pages.forEach(
        page ->
            site.with(
                page,
                () -> {
                  asked.countDown();
                  await(cancelled);
                  return Site.html("<p>A page</p>");
                }));
    OneJob job = crawl(SitemapUse.SKIP);
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), pages.stream().map(Crawls::entry).toList());
    temporal.setActivityHeartbeatListener(
        Integer.class,
        progress -> {
          // Before its first request a batch has nothing to commit.
          await(asked);
          temporal.requestCancelActivity();
          cancelled.countDown();
        });

    assertThatThrownBy(() -> crawl.batch(job.id())).isInstanceOf(CanceledFailure.class);

    assertThat(frontier.decided).isNotEmpty().hasSizeLessThan(500);
    assertThat(frontier.leased()).isZero();
  }

  @Test
  void aPausedCrawlFetchesNothingAndIsNotDone() {
    site.page(HOME, "<p>Fine</p>");
    frontier.steering = new Steering(true, false, 0);

    assertThat(batch(HOME)).isEqualTo(new BatchResult(0, 1, false, true, 0, 1));
    assertThat(site.requests).isEmpty();
  }

  @Test
  void aPauseCommitsWhatIsInFlightAndClaimsNothingNew() {
    assertEndsEarly(new Steering(true, false, 0), false);
    assertThat(frontier.leased()).isZero();
  }

  @Test
  void aStopEndsTheCrawl() {
    assertEndsEarly(new Steering(false, true, 0), true);
  }

  @Test
  void aChangedRequestEndsTheBatch() {
    assertEndsEarly(new Steering(false, false, 1), false);
  }

  /** Each page lasts until the order is given. */
  private void assertEndsEarly(Steering order, boolean done) {
    CountDownLatch given = new CountDownLatch(1);
    List<String> pages = IntStream.range(0, 500).mapToObj(n -> HOME + "p" + n).toList();
    for (String page : pages) {
      site.with(
          page,
          () -> {
            frontier.steering = order;
            looked(frontier.looks + 1);
            given.countDown();
            return Site.html("<p>A page</p>");
          });
    }

    BatchResult result = batch(pages.toArray(String[]::new));

    assertThat(given.getCount()).isZero();
    assertThat(result.done()).isEqualTo(done);
    assertThat(result.paused()).isEqualTo(order.paused());
    assertThat(frontier.decided).isNotEmpty().hasSizeLessThan(50);
    assertThat(result.pages()).isEqualTo(frontier.decided.size());
  }

  private void looked(int times) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (frontier.looks < times && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  @Test
  void leavesOutWhatAPatternExcludesThatCameAfterTheUrl() {
    CrawlRequest request =
        new CrawlChange(List.of(), List.of("/news/"), null, null, List.of())
            .appliedTo(Crawls.request(SitemapUse.SKIP, HOME));
    OneJob job = OneJob.of(JobKind.CRAWL, request);
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), List.of(Crawls.entry(HOME + "news/1")));

    assertThat(crawl.batch(job.id()).done()).isTrue();

    assertThat(site.requests).isEmpty();
    assertThat(frontier.decided.get(HOME + "news/1"))
        .isInstanceOfSatisfying(
            PageOutcome.Skipped.class,
            skipped -> assertThat(skipped.rule()).isEqualTo("excludePaths: /news/"));
  }

  @Test
  void aPausedCrawlIsNotOpened() {
    site.with(HOME + "sitemap.xml", Site.text(urls("/one")));
    OneJob job = crawl(SitemapUse.INCLUDE);
    CrawlActivities crawl = activities(job);
    frontier.steering = new Steering(true, false, 0);

    assertThat(crawl.open(job.id())).isFalse();
    assertThat(site.requests).isEmpty();

    frontier.steering = Steering.NONE;
    assertThat(crawl.open(job.id())).isTrue();
    assertThat(frontier.known()).containsExactly(HOME, HOME + "one");
  }

  @Test
  void looksCalmlyForWhatAnotherBatchHolds() {
    OneJob job = crawl(SitemapUse.SKIP);
    CrawlActivities crawl = activities(job);
    site.page(HOME, "<p>Fine</p>");
    frontier.add(job.id(), List.of(Crawls.entry(HOME), Crawls.entry(HOME + "held")));
    frontier.lease(HOME + "held", "another");
    frontier.budget(1);
    Thread other =
        new Thread(
            () -> {
              lookedFor(5);
              frontier.release(job.id(), "another");
            });
    other.start();

    BatchResult result = crawl.batch(job.id());

    assertThat(result.done()).isTrue();
    assertThat(frontier.decided).containsKey(HOME);
    assertThat(frontier.claims).isLessThan(40);
  }

  private void lookedFor(int claims) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (frontier.claims < claims && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void takesUpWhatAnEarlierAttemptHeld() {
    site.page(HOME, "<p>Fine</p>");
    OneJob job = crawl(SitemapUse.SKIP);
    CrawlActivities crawl = activities(job);
    frontier.add(job.id(), List.of(Crawls.entry(HOME)));
    assertThat(crawl.batch(job.id()).pages()).isEqualTo(1);

    assertThat(crawl.batch(job.id())).isEqualTo(new BatchResult(0, 0, true, false, 0, 1));
  }

  @Test
  void failsForGoodWithoutItsJob() {
    CrawlActivities crawl = activities(crawl(SitemapUse.SKIP));

    assertThatThrownBy(() -> crawl.batch(new JobId(UUID.randomUUID())))
        .hasStackTraceContaining("JobUnknown")
        .hasStackTraceContaining("nonRetryable=true");
  }

  @Test
  void opensWithSeedsAndWhatSitemapsName() {
    site.with(HOME + "robots.txt", Site.text("Sitemap: " + HOME + "index.xml"))
        .with(HOME + "index.xml", Site.text(index("a.xml", "b.xml")))
        .with(HOME + "a.xml", Site.text(urls("/one", "/two")))
        .with(HOME + "b.xml", Site.text(urls("/two", "https://else.example/")));

    open(SitemapUse.INCLUDE);

    assertThat(frontier.known()).containsExactly(HOME, HOME + "one", HOME + "two");
  }

  @Test
  void looksForASitemapWhereNoneIsNamed() {
    site.with(HOME + "sitemap.xml", Site.text(urls("/one")));

    open(SitemapUse.INCLUDE);

    assertThat(frontier.known()).containsExactly(HOME, HOME + "one");
  }

  @Test
  void readsNoSitemapThatRobotsDisallows() {
    site.with(HOME + "robots.txt", Site.text("User-agent: *\nDisallow: /sitemap.xml"))
        .with(HOME + "sitemap.xml", Site.text(urls("/one")));

    open(SitemapUse.INCLUDE);

    assertThat(site.requests).containsExactly(HOME + "robots.txt");
    assertThat(frontier.known()).containsExactly(HOME);
  }

  @Test
  void readsNoSitemapWhenAskedNotTo() {
    site.with(HOME + "sitemap.xml", Site.text(urls("/one")));

    open(SitemapUse.SKIP);

    assertThat(site.requests).isEmpty();
  }

  @Test
  void readsASitemapLaterWhenTheHostIsBusy() {
    OneJob job = crawl(SitemapUse.INCLUDE);
    CrawlActivities crawl = activities(job);
    site.keep(
        "https://acme.example:443",
        new lode.domain.crawl.RobotsFiles.RobotsAnswer(404, new byte[0]));
    site.busy.add(Duration.ofSeconds(6));
    site.with(HOME + "sitemap.xml", Site.text(urls("/one")));

    crawl.open(job.id());

    assertThat(frontier.known()).containsExactly(HOME, HOME + "one");
  }

  @Test
  void opensOnce() {
    OneJob job = crawl(SitemapUse.INCLUDE);
    CrawlActivities crawl = activities(job);
    crawl.open(job.id());
    site.requests.clear();

    crawl.open(job.id());

    assertThat(site.requests).isEmpty();
  }

  private void open(SitemapUse sitemap) {
    OneJob job = crawl(sitemap);
    activities(job).open(job.id());
    assertThat(frontier.isOpened(job.id())).isTrue();
  }

  private static String urls(String... locations) {
    StringBuilder xml =
        new StringBuilder("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>");
    for (String location : locations) {
      xml.append("<url><loc>")
          .append(location.startsWith("/") ? HOME + location.substring(1) : location)
          .append("</loc></url>");
    }
    return xml.append("</urlset>").toString();
  }

  private static String index(String... names) {
    StringBuilder xml =
        new StringBuilder("<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>");
    for (String name : names) {
      xml.append("<sitemap><loc>").append(HOME).append(name).append("</loc></sitemap>");
    }
    return xml.append("</sitemapindex>").toString();
  }
}
