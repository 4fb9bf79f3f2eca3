package lode.activities.crawl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.FocusProgress;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Relevance;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * Scores what a focused crawl finds. When the scores turn out to say nothing, the crawl goes on in
 * plain order.
 */
final class LinkScores {

  /** Pages between two looks at whether the scores say anything. */
  private static final int LOOK_EVERY = 20;

  private final JobId crawlId;
  private final Relevance relevance;
  private final @Nullable AnchorMeaning meaning;
  private final @Nullable Double threshold;
  private final CrawlChoices choices;
  private int pages;
  private boolean told;
  private volatile boolean dropped;

  LinkScores(
      JobId crawlId,
      Relevance relevance,
      @Nullable AnchorMeaning meaning,
      @Nullable Double threshold,
      CrawlChoices choices) {
    this.crawlId = crawlId;
    this.relevance = relevance;
    this.meaning = meaning;
    this.threshold = threshold;
    this.choices = choices;
    look();
  }

  /**
   * The entries with their scores as priorities.
   *
   * @param texts of the links, by URL; a URL that has several counts by its best
   * @param title of the page that has them
   */
  List<NewEntry> of(List<NewEntry> found, Map<String, List<String>> texts, String title) {
    if (isDropped()) {
      return found;
    }
    Map<String, Double> near =
        meaning == null
            ? Map.of()
            : meaning.nearness(
                found.stream()
                    .filter(entry -> entry.skipRule() == null && entry.hops() == 0)
                    .flatMap(entry -> texts.getOrDefault(entry.url().value(), List.of()).stream())
                    .toList());
    List<NewEntry> scored = new ArrayList<>();
    for (NewEntry entry : found) {
      scored.add(
          entry.hops() > 0
              ? entry.withPriority(Relevance.HIGHEST_PRIORITY)
              : scored(entry, texts.getOrDefault(entry.url().value(), List.of()), near, title));
    }
    return scored;
  }

  private NewEntry scored(
      NewEntry entry, List<String> texts, Map<String, Double> near, String title) {
    double best = relevance.byWords("", entry.url(), title);
    for (String text : texts) {
      double words = relevance.byWords(text, entry.url(), title);
      best = Math.max(best, Relevance.together(words, near.getOrDefault(text, 0.0)));
    }
    NewEntry scored = entry.withPriority(Relevance.priority(best));
    boolean poor = threshold != null && best < threshold && entry.skipRule() == null;
    return poor ? scored.withSkipRule(Relevance.rule(best, threshold)) : scored;
  }

  private synchronized boolean isDropped() {
    if (!dropped && !told && ++pages % LOOK_EVERY == 0) {
      look();
    }
    return dropped;
  }

  private void look() {
    FocusProgress progress = choices.focus(crawlId);
    told = progress.tells();
    if (progress.isUseless()) {
      choices.dropFocus(crawlId, progress.reason());
    }
    dropped = progress.dropped() != null || progress.isUseless();
  }
}
