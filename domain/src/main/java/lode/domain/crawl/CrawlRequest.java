package lode.domain.crawl;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import lode.domain.url.UrlPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl, validated; see {@code API.md}, {@code POST /projects/{id}/crawls}.
 *
 * @param maxDepth links away from a seed, 0 to 20
 * @param maxPages pages stored or verified unchanged, 1 to 1,000,000
 * @param includePaths RE2 patterns searched in path and query; empty means all
 * @param excludePaths RE2 patterns searched in path and query
 * @param allowedHosts further hosts in scope
 * @param minDelayMs shortest time between two requests to one host and port, in milliseconds
 * @param maxConcurrencyPerHost requests to one host and port at once
 * @param allowedNetworks networks (CIDR) that this crawl may reach besides public ones
 * @param statusRules what becomes of an answer by its HTTP status, before the defaults
 * @param maxDuration the crawl stops after this time and keeps what it has; null for no such limit
 * @param languages languages of pages that are kept, as BCP 47 tags; empty means all
 * @param focus what is looked for first
 * @param render whether a browser runs the scripts of pages
 * @param quotas how much of one host or one kind of URL is taken
 * @param autoExtract whether the pages are extracted when the crawl ends
 */
public record CrawlRequest(
    List<Seed> seeds,
    int maxDepth,
    int maxPages,
    List<String> includePaths,
    List<String> excludePaths,
    boolean allowSubdomains,
    List<String> allowedHosts,
    SitemapUse sitemap,
    boolean ignoreQueryParameters,
    boolean respectRobots,
    int minDelayMs,
    int maxConcurrencyPerHost,
    List<String> allowedNetworks,
    StatusRules statusRules,
    @Nullable Duration maxDuration,
    List<String> languages,
    Focus focus,
    Rendering render,
    Quotas quotas,
    boolean autoExtract) {

  public static final int DEFAULT_MAX_DEPTH = 3;
  public static final int DEFAULT_MAX_PAGES = 100;
  public static final int DEFAULT_MIN_DELAY_MS = 1_000;

  /** Requests to one host at once when the delay is lifted by an explicit 0. */
  public static final int CONCURRENCY_WITHOUT_DELAY = 16;

  public CrawlRequest {
    seeds = List.copyOf(seeds);
    includePaths = List.copyOf(includePaths);
    excludePaths = List.copyOf(excludePaths);
    allowedHosts = List.copyOf(allowedHosts);
    allowedNetworks = List.copyOf(allowedNetworks);
    // Requests stored before there were such rules have none.
    statusRules = Objects.requireNonNullElse(statusRules, StatusRules.NONE);
    languages = List.copyOf(Objects.requireNonNullElse(languages, List.of()));
    focus = Objects.requireNonNullElse(focus, Focus.NONE);
    render = Objects.requireNonNullElse(render, Rendering.NEVER);
    quotas = Objects.requireNonNullElse(quotas, Quotas.NONE);
  }

  /** The same crawl with what can be changed while it runs. */
  CrawlRequest steered(
      List<Seed> newSeeds,
      int pages,
      List<String> excludes,
      int delayMs,
      int concurrency,
      List<String> lifted) {
    return new CrawlRequest(
        newSeeds,
        maxDepth,
        pages,
        includePaths,
        excludes,
        allowSubdomains,
        allowedHosts,
        sitemap,
        ignoreQueryParameters,
        respectRobots,
        delayMs,
        concurrency,
        allowedNetworks,
        statusRules,
        maxDuration,
        languages,
        focus,
        render,
        quotas.lifting(lifted),
        autoExtract);
  }

  /**
   * Whether links of pages are noted. A crawl of sitemaps alone has no use for them, nor has one of
   * depth 0 without sitemaps, which fetches exactly its seeds.
   */
  public boolean followsLinks() {
    return sitemap != SitemapUse.ONLY && (maxDepth > 0 || sitemap != SitemapUse.SKIP);
  }

  /** Shortest time between two requests to one host and port. */
  public Duration minDelay() {
    return Duration.ofMillis(minDelayMs);
  }

  /** Languages of pages that are kept. */
  public LanguageTags languageTags() {
    return new LanguageTags(languages);
  }

  /** How this crawl makes URLs canonical. */
  public UrlPolicy urlPolicy() {
    return UrlPolicy.of(ignoreQueryParameters);
  }
}
