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
 * URLs that this process has put into the frontiers of the last few crawls, each with the depth and
 * priority that it was put in with, so that the menu of a site is not looked up again for each of its pages. Only a saving: what is forgotten is looked up.
 */
final class KnownUrls {

  private static final int MOST_CRAWLS = 8;

  /** URLs of one crawl that are remembered, about 200 bytes each; then it begins anew. */
  private static final int MOST_URLS = 20_000;

  private final Map<JobId, Map<CanonicalUrl, Known>> urls =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Map<CanonicalUrl, Known>> eldest) {
          return size() > MOST_CRAWLS;
        }
      };

  /** Those entries that the frontier may not have, or may have deeper. */
  List<NewEntry> unknown(JobId crawlId, List<NewEntry> entries) {
    Map<CanonicalUrl, Known> known = of(crawlId);
    return entries.stream().filter(entry -> !isKnown(entry, known.get(entry.url()))).toList();
  }

  /** An entry never goes away; only a shorter path, or more relevance, changes one that waits. */
  private static boolean isKnown(NewEntry entry, @Nullable Known known) {
    return known != null
        && (entry.skipRule() != null
            || known.depth <= entry.depth() && known.priority >= entry.priority());
  }

  /** Notes what a transaction that is committed has put in, not what it found there. */
  void committed(JobId crawlId, List<NewEntry> entries) {
    Map<CanonicalUrl, Known> known = of(crawlId);
    if (known.size() + entries.size() > MOST_URLS) {
      known.clear();
    }
    for (NewEntry entry : entries) {
      known.put(entry.url(), Known.of(entry));
    }
  }

  private synchronized Map<CanonicalUrl, Known> of(JobId crawlId) {
    return urls.computeIfAbsent(crawlId, crawl -> new ConcurrentHashMap<>());
  }

  private record Known(int depth, int priority) {

    static Known of(NewEntry entry) {
      boolean skipped = entry.skipRule() != null;
      return new Known(skipped ? Integer.MAX_VALUE : entry.depth(), entry.priority());
    }
  }
}
