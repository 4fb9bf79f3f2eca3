package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import lode.activities.PlainFiles;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.StatusRules;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;

/** A site, and the visits of a crawl to it. */
class VisitedSite {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String HOST = "https://acme.example:443";

  final Site site = new Site();
  final MemoryFrontier frontier = new MemoryFrontier();
  final CrawlPlan plan = plan(StatusRules.NONE);
  final PoliteFetcher fetcher = new PoliteFetcher(site, site);
  final PageVisit visit = visit(plan);

  static CrawlPlan plan(StatusRules rules) {
    return CrawlPlan.of(
        new JobId(UUID.randomUUID()),
        new ProjectId(UUID.randomUUID()),
        Crawls.request(SitemapUse.SKIP, rules, HOME),
        List.of());
  }

  PageVisit visit(CrawlPlan plan) {
    return visit(plan, CrawlAccess.NONE);
  }

  PageVisit visit(CrawlPlan plan, CrawlAccess access) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    CrawlCookieJars cookies = new CrawlCookieJars(plan.id(), site, clock);
    PoliteFetcher own = fetcher.asking(way -> new CrawlFetcher(way, access, cookies));
    OwnRobotsFiles files = new OwnRobotsFiles(site, access, plan.id());
    return new PageVisit(
        plan,
        Crawls.settings(),
        own,
        new RobotsGate(files, own, "LodeBot", List.of(), Duration.ZERO, 16),
        frontier,
        clock,
        () -> false,
        new LinkChoice(plan.request().languageTags(), null),
        PlainFiles.converter(),
        PageScripts.IGNORED);
  }

  PageOutcome visit(String url, int attempts) throws InterruptedException {
    return visit.visit(Crawls.claimed(url, attempts));
  }

  /** Outcome in a word, with its rule or error type. */
  static String words(PageOutcome outcome) {
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
}
