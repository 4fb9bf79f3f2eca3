package lode.activities.crawl;

import java.time.Duration;
import java.util.List;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.Focus;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.Seed;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.StatusRules;
import lode.domain.crawl.TrapGuard;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;

/** Requests and entries as the tests of crawling need them. */
final class Crawls {

  static final String HOME = "https://acme.example/";

  private Crawls() {}

  static CrawlSettings settings() {
    return new CrawlSettings("LodeBot", 8, 1_000_000, Duration.ofMillis(1), 3);
  }

  static CrawlRequest request(SitemapUse sitemap, String... seeds) {
    return request(sitemap, StatusRules.NONE, seeds);
  }

  static CrawlRequest request(SitemapUse sitemap, StatusRules rules, String... seeds) {
    return new CrawlRequest(
        java.util.stream.Stream.of(seeds).map(seed -> new Seed(url(seed), "Acme")).toList(),
        3,
        1_000,
        List.of(),
        List.of(),
        false,
        List.of(),
        sitemap,
        false,
        true,
        0,
        8,
        List.of(),
        rules,
        null,
        List.of(),
        Focus.NONE,
        Rendering.NEVER,
        lode.domain.crawl.Quotas.NONE,
        false);
  }

  static CanonicalUrl url(String url) {
    return CanonicalUrl.require(url, UrlPolicy.DEFAULT);
  }

  static FrontierEntry claimed(String url, int attempts) {
    return new FrontierEntry(url(url), 0, 0, "Acme", attempts, null);
  }

  static NewEntry entry(String url) {
    return new NewEntry(url(url), TrapGuard.patternKey(url(url)), 0, 0, 0, "Acme", null);
  }

  static String links(Iterable<String> targets) {
    StringBuilder html = new StringBuilder("<!doctype html><title>Links</title><body>");
    targets.forEach(target -> html.append("<p><a href='").append(target).append("'>x</a></p>"));
    return html.toString();
  }
}
