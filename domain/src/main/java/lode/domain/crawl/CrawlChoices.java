package lode.domain.crawl;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;

/** How each crawl chooses among the URLs of its frontier. Each method is one transaction. */
public interface CrawlChoices {

  /** Notes quotas and order of an open crawl. Sent again, it changes nothing more. */
  void begin(JobId crawlId, CrawlRequest request);

  /** When the project last verified those of these URLs that it holds. */
  Map<CanonicalUrl, Instant> verified(JobId crawlId, List<CanonicalUrl> urls);

  /** What the scores of a focused crawl say. */
  FocusProgress focus(JobId crawlId);

  /** Lets a focused crawl go on in plain order, for this reason. */
  void dropFocus(JobId crawlId, String reason);

  /** Patterns that are at their quota, those that kept most out first. */
  List<Trap> traps(JobId crawlId, int limit);
}
