package lode.activities.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.crawl.LanguageHints;
import lode.domain.crawl.LanguageTags;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Relevance;
import lode.domain.document.PageLink;
import lode.domain.document.ParsedPage;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Which of the URLs that a page leads to are wanted, and which of them first. */
final class LinkChoice {

  /** Above every time of a sitemap. */
  private static final int WANTED_LANGUAGE_FIRST = 1_000_000_000;

  private final LanguageTags languages;
  private final @Nullable LinkScores scores;

  /**
   * Of a crawl.
   *
   * @param scores null for a crawl without focus
   */
  LinkChoice(LanguageTags languages, @Nullable LinkScores scores) {
    this.languages = languages;
    this.scores = scores;
  }

  /**
   * What a page leads to, chosen.
   *
   * @param links of the page, by URL
   * @param foreign whether the page's language is not wanted: then only links to wanted languages stay
   */
  List<NewEntry> of(
      CanonicalUrl url,
      ParsedPage page,
      Map<CanonicalUrl, List<PageLink>> links,
      List<NewEntry> found,
      boolean foreign) {
    List<NewEntry> chosen = languages.isEmpty() ? found : byLanguage(url, links, found, foreign);
    if (scores == null) {
      return chosen;
    }
    Map<String, List<String>> texts = new LinkedHashMap<>();
    links.forEach(
        (target, given) ->
            texts.put(
                target.value(),
                given.stream().map(PageLink::text).filter(text -> !text.isEmpty()).toList()));
    List<NewEntry> scored = scores.of(chosen, texts, page.title() == null ? "" : page.title());
    return foreign ? first(scored, Relevance.HIGHEST_PRIORITY) : scored;
  }

  private List<NewEntry> byLanguage(
      CanonicalUrl url,
      Map<CanonicalUrl, List<PageLink>> links,
      List<NewEntry> found,
      boolean foreign) {
    LanguageHints hints = new LanguageHints(url, links);
    List<NewEntry> chosen = new ArrayList<>();
    for (NewEntry entry : found) {
      // Where a page itself redirects to is not a link of it.
      boolean isLink = entry.hops() == 0;
      if (!isLink || !foreign || hints.promises(entry.url(), languages)) {
        chosen.add(isLink ? judged(entry, hints) : entry);
      }
    }
    return foreign ? first(chosen, WANTED_LANGUAGE_FIRST) : chosen;
  }

  private NewEntry judged(NewEntry entry, LanguageHints hints) {
    Optional<String> rule =
        entry.skipRule() == null ? hints.refusal(entry.url(), languages) : Optional.empty();
    return rule.map(entry::withSkipRule).orElse(entry);
  }

  private static List<NewEntry> first(List<NewEntry> entries, int priority) {
    return entries.stream().map(entry -> entry.withPriority(priority)).toList();
  }

  /** What a host's sitemaps name, chosen: all of it stands for the links of the host's first page. */
  List<NewEntry> ofSitemap(CanonicalUrl home, List<NewEntry> found) {
    Map<CanonicalUrl, List<PageLink>> links = new LinkedHashMap<>();
    found.forEach(entry -> links.put(entry.url(), List.of()));
    List<NewEntry> chosen = languages.isEmpty() ? found : byLanguage(home, links, found, false);
    return scores == null ? chosen : scores.of(chosen, Map.of(), "");
  }

  /** Whether relevance orders the crawl; else times of sitemaps may. */
  boolean isFocused() {
    return scores != null;
  }
}
