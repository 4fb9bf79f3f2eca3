package lode.adapters.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.crawl.NewEntry;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * URLs that this process has put into the frontiers of the last few crawls, each with the depth that it
 * was put in with, so that the menu of a site is not looked up again for each of its pages. Only a saving: what is forgotten is looked up.
 */
final class KnownUrls {

  private static final int MOST_CRAWLS = 8;

  /** URLs of one crawl that are remembered, about 200 bytes each; then it begins anew. */
  private static final int MOST_URLS = 20_000;

  /** Stands for a URL that is there only as one that is not to be fetched. */
  private static final Integer SKIPPED = Integer.MAX_VALUE;

  private final Map<JobId, Map<CanonicalUrl, Integer>> depths =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Map<CanonicalUrl, Integer>> eldest) {
          return size() > MOST_CRAWLS;
        }
      };

  /** Those entries that the frontier may not have, or may have deeper. */
  List<NewEntry> unknown(JobId crawlId, List<NewEntry> entries) {
    Map<CanonicalUrl, Integer> known = of(crawlId);
    return entries.stream().filter(entry -> !isKnown(entry, known.get(entry.url()))).toList();
  }

  /** An entry never goes away, and only a shorter path changes one that waits. */
  private static boolean isKnown(NewEntry entry, @Nullable Integer depth) {
    return depth != null && (entry.skipRule() != null || depth <= entry.depth());
  }

  /** Notes what a transaction that is committed has put in, not what it found there. */
  void committed(JobId crawlId, List<NewEntry> entries) {
    Map<CanonicalUrl, Integer> known = of(crawlId);
    if (known.size() + entries.size() > MOST_URLS) {
      known.clear();
    }
    for (NewEntry entry : entries) {
      known.merge(entry.url(), entry.skipRule() == null ? entry.depth() : SKIPPED, Math::min);
    }
  }

  private synchronized Map<CanonicalUrl, Integer> of(JobId crawlId) {
    return depths.computeIfAbsent(crawlId, crawl -> new ConcurrentHashMap<>());
  }
}
