package lode.activities.crawl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.ScopeDecision;
import lode.domain.crawl.TrapGuard;
import lode.domain.document.PageLink;
import lode.domain.document.ParsedPage;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** Turns what a page links to into entries of the frontier, each with the rule that keeps it out. */
final class FoundLinks {

  /** Redirects in a row that are followed (RFC 9110, 15.4 leaves the number to the client). */
  static final int MOST_REDIRECTS = 10;

  private final CrawlPlan plan;

  FoundLinks(CrawlPlan plan) {
    this.plan = plan;
  }

  /** The links of a page, one entry a URL. */
  List<NewEntry> of(FrontierEntry entry, ParsedPage page, boolean nofollow) {
    Map<CanonicalUrl, NewEntry> found = new LinkedHashMap<>();
    if (page.refreshHref() != null) {
      base(page)
          .flatMap(base -> CanonicalUrl.resolve(page.refreshHref(), base, plan.urlPolicy()))
          .flatMap(url -> entry(url, entry.depth(), entry.hops() + 1, entry.sourceGroup(), null))
          .ifPresent(target -> found.put(target.url(), target));
    }
    if (plan.request().followsLinks()) {
      base(page).ifPresent(base -> addLinks(entry, page, base, nofollow, found));
    }
    found.remove(entry.url());
    return List.copyOf(found.values());
  }

  private static Optional<WebUrl> base(ParsedPage page) {
    return WebUrl.parse(page.base());
  }

  private void addLinks(
      FrontierEntry entry,
      ParsedPage page,
      WebUrl base,
      boolean nofollow,
      Map<CanonicalUrl, NewEntry> found) {
    for (PageLink link : page.links()) {
      Optional<CanonicalUrl> url = CanonicalUrl.resolve(link.href(), base, plan.urlPolicy());
      if (url.isEmpty()) {
        continue;
      }
      String rule = nofollow || link.isNofollow() ? "nofollow" : null;
      entry(url.get(), entry.depth() + 1, 0, entry.sourceGroup(), rule)
          .ifPresent(next -> found.merge(next.url(), next, FoundLinks::better));
    }
  }

  /** A URL that one link forbids and another allows is allowed. */
  private static NewEntry better(NewEntry known, NewEntry next) {
    return known.skipRule() != null && next.skipRule() == null ? next : known;
  }

  /** An entry for a URL; none when its host is out of scope. */
  Optional<NewEntry> entry(
      CanonicalUrl url, int depth, int hops, String sourceGroup, @Nullable String rule) {
    if (!plan.scope().reaches(url)) {
      return Optional.empty();
    }
    String skipRule = rule == null ? skipRule(url, depth, hops) : rule;
    return Optional.of(
        new NewEntry(url, TrapGuard.patternKey(url), depth, 0, hops, sourceGroup, skipRule));
  }

  private @Nullable String skipRule(CanonicalUrl url, int depth, int hops) {
    ScopeDecision scope = plan.scope().decide(url);
    if (!scope.inScope()) {
      return scope.rule();
    }
    ScopeDecision trap = TrapGuard.DEFAULT.decide(url);
    if (!trap.inScope()) {
      return trap.rule();
    }
    if (hops > MOST_REDIRECTS) {
      return "more than " + MOST_REDIRECTS + " redirects";
    }
    return depth > plan.request().maxDepth() ? "maxDepth " + plan.request().maxDepth() : null;
  }
}
