package lode.activities.crawl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.FocusProgress;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Relevance;
import lode.domain.crawl.SitemapOrder;
import lode.domain.crawl.Trap;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.project.SchemaVersion;
import lode.domain.search.Embedder;
import lode.domain.search.Embeddings;
import org.jspecify.annotations.Nullable;

/**
 * What crawls choose their URLs with.
 *
 * @param schemas the schema that a job was accepted with
 * @param embedder null to judge links by their words alone
 */
public record Focusing(
    CrawlChoices choices,
    Function<Job, Optional<SchemaVersion>> schemas,
    Embeddings embeddings,
    @Nullable Embedder embedder) {

  /** Patterns at their quota that a result names. */
  private static final int MOST_TRAPS = 20;

  LinkChoice choice(Job job, CrawlRequest request) {
    List<String> terms = request.focus().terms();
    return new LinkChoice(
        request.languageTags(), terms.isEmpty() ? null : scores(job, request, terms));
  }

  private LinkScores scores(Job job, CrawlRequest request, List<String> terms) {
    List<String> ofSchema =
        schemas.apply(job).map(version -> Relevance.termsOf(version.schema())).orElse(List.of());
    return new LinkScores(
        job.id(),
        new Relevance(terms, ofSchema),
        embedder == null ? null : new AnchorMeaning(embedder, embeddings, terms),
        request.focus().threshold(),
        choices);
  }

  /** Entries of sitemaps, those last that the project has as new. */
  List<NewEntry> unchangedLast(JobId crawlId, List<NewEntry> entries) {
    return SitemapOrder.behind(
        entries, choices.verified(crawlId, entries.stream().map(NewEntry::url).toList()));
  }

  /** Adds to a crawl's result what became of its focus, and the patterns at their quota. */
  void addTo(Map<String, Object> result, Job job, CrawlRequest request) {
    if (!request.focus().terms().isEmpty()) {
      result.put("focus", focus(choices.focus(job.id())));
    }
    List<Trap> traps = choices.traps(job.id(), MOST_TRAPS);
    if (!traps.isEmpty()) {
      result.put("traps", traps);
    }
  }

  private static Map<String, Object> focus(FocusProgress progress) {
    boolean used = progress.dropped() == null && progress.tells();
    Map<String, Object> focus = new LinkedHashMap<>();
    focus.put("used", used);
    if (!used) {
      focus.put("reason", progress.dropped() == null ? progress.reason() : progress.dropped());
    }
    focus.put("scored", progress.scored());
    focus.put("skippedByThreshold", progress.below());
    return focus;
  }
}
