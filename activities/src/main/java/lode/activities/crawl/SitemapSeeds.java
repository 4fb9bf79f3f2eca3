package lode.activities.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.RobotsRules;
import lode.domain.crawl.Seed;
import lode.domain.crawl.SitemapDocument;
import lode.domain.crawl.SitemapEntry;
import lode.domain.crawl.SitemapOrder;
import lode.domain.crawl.SitemapUse;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;

/** What the sitemaps of the seeds' hosts name: those of robots.txt, else {@code /sitemap.xml}. */
final class SitemapSeeds {

  /** Sitemap files read for one host. */
  private static final int MOST_FILES = 50;

  /** Entries taken from all sitemaps of one host. */
  private static final int MOST_ENTRIES = 100_000;

  /** Longest wait for one sitemap; a host that keeps everybody away for longer goes without. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final CrawlPlan plan;
  private final RobotsGate robots;
  private final PoliteFetcher fetcher;
  private final FoundLinks links;
  private final Runnable check;
  private final LinkChoice choice;
  private final Instant now;

  /**
   * Of this crawl.
   *
   * @param now times of entries that lie after it say nothing
   * @param check called again and again; what it throws ends the reading
   */
  SitemapSeeds(
      CrawlPlan plan,
      RobotsGate robots,
      PoliteFetcher fetcher,
      LinkChoice choice,
      Instant now,
      Runnable check) {
    this.check = check;
    this.plan = plan;
    this.robots = robots;
    this.fetcher = fetcher;
    this.links = new FoundLinks(plan, choice);
    this.choice = choice;
    this.now = now;
  }

  /** Entries of the frontier that sitemaps give; none when the crawl skips sitemaps. */
  List<NewEntry> read() throws InterruptedException {
    CrawlRequest request = plan.request();
    List<NewEntry> found = new ArrayList<>();
    if (request.sitemap() == SitemapUse.SKIP) {
      return found;
    }
    // A sitemap stands in for the links of the seed: one step away from it.
    int depth = request.sitemap() == SitemapUse.ONLY ? 0 : 1;
    for (String hostKey : hosts(request)) {
      check.run();
      List<NewEntry> ofHost = new ArrayList<>();
      for (SitemapEntry entry : entries(hostKey)) {
        int priority = SitemapOrder.priority(entry.lastModified(), now);
        CanonicalUrl.of(entry.url(), plan.urlPolicy())
            .flatMap(url -> links.entry(url, depth, 0, plan.groupOf(url), null))
            .ifPresent(named -> ofHost.add(named.withPriority(priority)));
      }
      found.addAll(choice.ofSitemap(CanonicalUrl.require(hostKey + "/", plan.urlPolicy()), ofHost));
    }
    return found;
  }

  private static Set<String> hosts(CrawlRequest request) {
    Set<String> hosts = new LinkedHashSet<>();
    for (Seed seed : request.seeds()) {
      hosts.add(seed.url().hostKey());
    }
    return hosts;
  }

  private List<SitemapEntry> entries(String hostKey) throws InterruptedException {
    Optional<RobotsRules> rules = rules(hostKey);
    List<WebUrl> named = rules.map(RobotsRules::sitemaps).orElse(List.of());
    Queue<WebUrl> queue =
        new ArrayDeque<>(named.isEmpty() ? List.of(WebUrl.of(hostKey + "/sitemap.xml")) : named);
    Set<String> seen = new HashSet<>();
    List<SitemapEntry> entries = new ArrayList<>();
    while (!queue.isEmpty() && seen.size() < MOST_FILES && entries.size() < MOST_ENTRIES) {
      check.run();
      WebUrl location = queue.remove();
      if (seen.add(location.href())) {
        Optional<SitemapDocument> document = fetch(location, rules);
        document.ifPresent(
            given -> {
              entries.addAll(given.entries());
              queue.addAll(given.sitemaps());
            });
      }
    }
    return entries.subList(0, Math.min(entries.size(), MOST_ENTRIES));
  }

  /** Without a host's rules no sitemap of it is known. */
  private Optional<RobotsRules> rules(String hostKey) throws InterruptedException {
    return waited(() -> robots.rules(hostKey));
  }

  /**
   * A host that others keep busy, or that asks for long delays, is waited for: no sitemap is left out
   * for that.
   */
  private <T> Optional<T> waited(Asking<T> asking) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      check.run();
      try {
        return asking.ask();
      } catch (HostBusy busy) {
        if (System.nanoTime() + busy.retryIn().toNanos() > deadline) {
          return Optional.empty();
        }
        Thread.sleep(Math.min(busy.retryIn().toMillis(), 1_000));
      }
    }
  }

  /** What a host is asked for. */
  @FunctionalInterface
  private interface Asking<T> {

    Optional<T> ask() throws InterruptedException;
  }

  private Optional<SitemapDocument> fetch(WebUrl location, Optional<RobotsRules> rules)
      throws InterruptedException {
    Optional<CanonicalUrl> url = CanonicalUrl.of(location, UrlPolicy.DEFAULT);
    if (url.isEmpty() || !isAllowed(url.get(), rules)) {
      return Optional.empty();
    }
    FetchRequest request =
        new FetchRequest(location, null, null, plan.allowedNetworks(), SitemapDocument.MOST_BYTES);
    Duration gap = plan.gap(rules.flatMap(RobotsRules::crawlDelay).orElse(Duration.ZERO));
    return waited(() -> fetch(url.get().hostKey(), gap, request))
        .filter(FetchResponse.Answered.class::isInstance)
        .map(FetchResponse.Answered.class::cast)
        .filter(answer -> answer.status() == 200)
        .map(answer -> SitemapDocument.parse(location, inflated(answer.body())));
  }

  private Optional<FetchResponse> fetch(String hostKey, Duration gap, FetchRequest request)
      throws InterruptedException {
    PoliteFetcher.Polite polite =
        fetcher.fetch(hostKey, gap, plan.request().maxConcurrencyPerHost(), request);
    if (polite.response().isEmpty()) {
      throw new HostBusy(polite.retryIn());
    }
    return polite.response();
  }

  private boolean isAllowed(CanonicalUrl url, Optional<RobotsRules> rules) {
    return !plan.request().respectRobots()
        || rules.map(given -> given.decide(url).allowed()).orElse(false);
  }

  /** A {@code .xml.gz} is a gzip file, not an encoded answer: the fetcher leaves it as it is. */
  private static byte[] inflated(byte[] body) {
    boolean gzip = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
    if (!gzip) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(SitemapDocument.MOST_BYTES);
    } catch (IOException broken) {
      return new byte[0];
    }
  }
}
