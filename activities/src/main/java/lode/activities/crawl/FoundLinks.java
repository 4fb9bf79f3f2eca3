package lode.activities.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Relevance;
import lode.domain.crawl.ScopeDecision;
import lode.domain.crawl.TrapGuard;
import lode.domain.document.PageLink;
import lode.domain.document.ParsedPage;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * Turns what pages link to into entries of the frontier, each with the rule that keeps it out. It
 * remembers what links came to: the menu of a site is on each of its pages. For many threads.
 */
final class FoundLinks {

  /** Redirects in a row that are followed (RFC 9110, 15.4 leaves the number to the client). */
  static final int MOST_REDIRECTS = 10;

  /** Links that are remembered, about 500 bytes each; then it begins anew. */
  private static final int MOST_REMEMBERED = 10_000;

  private final CrawlPlan plan;
  private final Map<String, Optional<CanonicalUrl>> resolved = new ConcurrentHashMap<>();
  private final Map<CanonicalUrl, Judged> judged = new ConcurrentHashMap<>();
  private final LinkChoice choice;

  FoundLinks(CrawlPlan plan, LinkChoice choice) {
    this.plan = plan;
    this.choice = choice;
  }

  /**
   * The links of a page, one entry a URL. Where the page says that its content belongs, the crawl
   * goes as it follows a redirect: at the same depth, and scope and robots decide.
   *
   * @param foreign whether the page's language is not wanted
   */
  List<NewEntry> of(
      FrontierEntry entry,
      ParsedPage page,
      boolean nofollow,
      Optional<CanonicalUrl> canonical,
      boolean foreign) {
    Map<CanonicalUrl, NewEntry> found = new LinkedHashMap<>();
    Map<CanonicalUrl, List<PageLink>> links = new LinkedHashMap<>();
    if (page.refreshHref() != null) {
      base(page)
          .flatMap(base -> CanonicalUrl.resolve(page.refreshHref(), base, plan.urlPolicy()))
          .flatMap(url -> entry(url, entry.depth(), entry.hops() + 1, entry.sourceGroup(), null))
          .ifPresent(target -> found.put(target.url(), target));
    }
    canonical
        .flatMap(url -> entry(url, entry.depth(), entry.hops() + 1, entry.sourceGroup(), null))
        .ifPresent(target -> found.put(target.url(), target));
    if (plan.request().followsLinks()) {
      base(page).ifPresent(base -> addLinks(entry, page, base, nofollow, found, links));
    }
    found.remove(entry.url());
    return choice.of(entry.url(), page, links, List.copyOf(found.values()), foreign);
  }

  private static Optional<WebUrl> base(ParsedPage page) {
    return WebUrl.parse(page.base());
  }

  private void addLinks(
      FrontierEntry entry,
      ParsedPage page,
      WebUrl base,
      boolean nofollow,
      Map<CanonicalUrl, NewEntry> found,
      Map<CanonicalUrl, List<PageLink>> links) {
    String folder = folder(base);
    Optional<CanonicalUrl> self = CanonicalUrl.of(base, plan.urlPolicy());
    for (PageLink link : page.links()) {
      // What follows the number sign is a place on a page, and a table of contents is full of them.
      String href = withoutFragment(link.href());
      Optional<CanonicalUrl> url = href.isEmpty() ? self : resolve(href, base, folder);
      if (url.isEmpty()) {
        continue;
      }
      links.computeIfAbsent(url.get(), u -> new ArrayList<>()).add(link);
      String rule = nofollow || link.isNofollow() ? "nofollow" : null;
      entry(url.get(), entry.depth() + 1, 0, entry.sourceGroup(), rule)
          .ifPresent(next -> found.merge(next.url(), next, FoundLinks::better));
    }
  }

  private static String withoutFragment(String href) {
    int fragment = href.indexOf('#');
    return fragment < 0 ? href : href.substring(0, fragment);
  }

  private Optional<CanonicalUrl> resolve(String href, WebUrl base, String folder) {
    if (!dependsOnFolderAlone(href)) {
      return CanonicalUrl.resolve(href, base, plan.urlPolicy());
    }
    String key = folder + " " + href;
    Optional<CanonicalUrl> known = resolved.get(key);
    if (known == null) {
      known = CanonicalUrl.resolve(href, base, plan.urlPolicy());
      keep(resolved, key, known);
    }
    return known;
  }

  /**
   * Whether pages of one folder mean the same by it: not so when it begins with a question mark, or
   * with a scheme that such a part may follow (WHATWG URL Standard, 4.4).
   */
  private static boolean dependsOnFolderAlone(String href) {
    return href.startsWith("http://")
        || href.startsWith("https://")
        || !href.isEmpty()
            && href.indexOf(':') < 0
            && href.charAt(0) > ' '
            && href.charAt(0) != '?';
  }

  private static String folder(WebUrl base) {
    String path = base.path();
    return base.origin() + path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static <K, V> void keep(Map<K, V> memory, K key, V value) {
    if (memory.size() >= MOST_REMEMBERED) {
      memory.clear();
    }
    memory.put(key, value);
  }

  /** A URL that one link forbids and another allows is allowed. */
  private static NewEntry better(NewEntry known, NewEntry next) {
    return known.skipRule() != null && next.skipRule() == null ? next : known;
  }

  /** An entry for a URL; none when its host is out of scope. */
  Optional<NewEntry> entry(
      CanonicalUrl url, int depth, int hops, String sourceGroup, @Nullable String rule) {
    Judged judgement = judge(url);
    if (!judgement.reached) {
      return Optional.empty();
    }
    String skipRule = rule == null ? skipRule(judgement, depth, hops) : rule;
    // Where a chosen URL redirects to is chosen.
    int priority = hops > 0 && choice.isFocused() ? Relevance.HIGHEST_PRIORITY : 0;
    return Optional.of(
        new NewEntry(url, judgement.pattern, depth, priority, hops, sourceGroup, skipRule));
  }

  private @Nullable String skipRule(Judged judgement, int depth, int hops) {
    if (judgement.rule != null) {
      return judgement.rule;
    }
    if (hops > MOST_REDIRECTS) {
      return "more than " + MOST_REDIRECTS + " redirects";
    }
    return depth > plan.request().maxDepth() ? "maxDepth " + plan.request().maxDepth() : null;
  }

  private Judged judge(CanonicalUrl url) {
    Judged known = judged.get(url);
    if (known == null) {
      known = judgeAnew(url);
      keep(judged, url, known);
    }
    return known;
  }

  private Judged judgeAnew(CanonicalUrl url) {
    if (!plan.scope().reaches(url)) {
      return new Judged(false, "", null);
    }
    ScopeDecision scope = plan.scope().decide(url);
    ScopeDecision decision = scope.inScope() ? TrapGuard.DEFAULT.decide(url) : scope;
    return new Judged(true, TrapGuard.patternKey(url), decision.inScope() ? null : decision.rule());
  }

  /**
   * What can be said of a URL wherever it was found.
   *
   * @param rule what keeps it out; null for nothing
   */
  private record Judged(boolean reached, String pattern, @Nullable String rule) {}
}
