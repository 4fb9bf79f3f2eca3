package lode.activities.crawl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.FocusProgress;
import lode.domain.crawl.Trap;
import lode.domain.job.JobId;
import lode.domain.search.Embeddings;
import lode.domain.url.CanonicalUrl;

/** How one crawl chooses, in memory. */
final class MemoryChoices implements CrawlChoices, Embeddings {

  final Map<CanonicalUrl, Instant> verified = new HashMap<>();
  final List<String> dropped = new ArrayList<>();
  final Map<String, float[]> vectors = new HashMap<>();
  FocusProgress progress = new FocusProgress(0, 0, 0, 0, 0, null);

  /** Choices by words. */
  static Focusing words(MemoryChoices choices) {
    return new Focusing(choices, job -> Optional.empty(), choices, null);
  }

  @Override
  public void begin(JobId crawlId, CrawlRequest request) {}

  @Override
  public Map<CanonicalUrl, Instant> verified(JobId crawlId, List<CanonicalUrl> urls) {
    return verified;
  }

  @Override
  public FocusProgress focus(JobId crawlId) {
    return progress;
  }

  @Override
  public void dropFocus(JobId crawlId, String reason) {
    dropped.add(reason);
  }

  @Override
  public List<Trap> traps(JobId crawlId, int limit) {
    return List.of();
  }

  @Override
  public Map<String, float[]> find(String model, List<String> texts) {
    Map<String, float[]> found = new HashMap<>(vectors);
    found.keySet().retainAll(texts);
    return found;
  }

  @Override
  public void keep(String model, Map<String, float[]> made) {
    vectors.putAll(made);
  }
}
