package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lode.activities.OneJob;
import lode.activities.PlainFiles;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.Steering;
import lode.domain.job.JobKind;
import lode.workflows.crawl.CrawlActivities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of a batch is open at a time: it is fetched again when a worker is killed. */
class BatchBoundsTest {

  private static final String HOME = "https://acme.example/";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final MemoryFrontier frontier = new MemoryFrontier();
  private final Site site = new Site();

  @AfterEach
  void close() {
    temporal.close();
  }

  private void batch(OneJob job) {
    temporal.registerActivitiesImplementations(
        new CrawlActivitiesImpl(
            job,
            frontier,
            site,
            site,
            site,
            new SiteAccess(site, site),
            Crawls.settings(),
            MemoryChoices.words(new MemoryChoices()),
            Renderers.NONE,
            Clock.systemUTC(),
            PlainFiles.converter()));
    temporal
        .newActivityStub(
            CrawlActivities.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
        .batch(job.id());
  }

  @Test
  void asksForNoMoreThanAKillMayCost() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger mostOpen = new AtomicInteger();
    AtomicInteger mostLeased = new AtomicInteger();
    List<String> pages = IntStream.range(0, 200).mapToObj(n -> HOME + "p" + n).toList();
    pages.forEach(
        page ->
            site.with(
                page,
                () -> {
                  synchronized (frontier) {
                    mostOpen.accumulateAndGet(
                        asked.incrementAndGet() - frontier.decided.size(), Math::max);
                    mostLeased.accumulateAndGet((int) frontier.leased(), Math::max);
                  }
                  return Site.html("<p>A page</p>");
                }));

    OneJob job = OneJob.of(JobKind.CRAWL, Crawls.request(SitemapUse.SKIP, HOME));
    frontier.add(job.id(), pages.stream().map(Crawls::entry).toList());

    batch(job);

    assertThat(frontier.decided).hasSize(200);
    assertThat(mostOpen.get()).isBetween(2, Crawls.settings().fetches());
    // More is claimed than asked for.
    assertThat(mostLeased.get()).isGreaterThan(Crawls.settings().fetches());
  }

  @Test
  void leavesTheNextAttemptWhatItHolds() {
    OneJob job = OneJob.of(JobKind.CRAWL, Crawls.request(SitemapUse.SKIP, HOME));
    frontier.add(job.id(), List.of(Crawls.entry(HOME)));
    // While the page is fetched, Temporal gives this attempt up and another one begins.
    site.with(
        HOME,
        () -> {
          String next = frontier.owner(HOME).replaceFirst("/\\d+$", "/99");
          frontier.release(job.id(), "");
          frontier.lease(HOME, next);
          frontier.steering = new Steering(true, false, 0);
          return Site.html("<p>Fine</p>");
        });

    batch(job);

    assertThat(frontier.owner(HOME)).endsWith("/99");
    assertThat(frontier.decided).isEmpty();
  }
}
