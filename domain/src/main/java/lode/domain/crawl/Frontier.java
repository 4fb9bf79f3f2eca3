package lode.domain.crawl;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * The known, not yet fetched URLs of each crawl, with order, due time and budget, and what was
 * decided for the others. Each method is one short transaction.
 */
public interface Frontier {

  /** Opens a crawl with its budget and hosts; does nothing when it is open. */
  void open(JobId crawlId, int maxPages, List<String> hosts, Instant now);

  /** Whether its seeds and sitemaps are in. */
  boolean isOpened(JobId crawlId);

  /** Notes that seeds and sitemaps are in. */
  void opened(JobId crawlId, Instant now);

  /** Takes in URLs; those it has are left alone. Returns how many were new. */
  int add(JobId crawlId, List<NewEntry> entries);

  /** Adds a host to the scope: a seed redirected there. */
  void addHost(JobId crawlId, String host);

  /**
   * Claims entries, host by host, in order of depth and priority; each claimed entry holds one page of
   * the budget. Entries whose lease ran out are claimed again.
   */
  List<FrontierEntry> claim(FrontierClaim claim);

  /**
   * Gives back what an owner holds, for instance an attempt that was killed. Names of owners are paths:
   * {@code a} stands also for {@code a/1}, the empty name for all.
   */
  void release(JobId crawlId, String owner);

  /**
   * Commits outcomes of entries that the owner holds, in one transaction in which one bad page costs
   * no other: its entry ends failed with the database's reason.
   */
  void commit(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now);

  /** Where the crawl stands; when the next entry is due counts those that need no browser. */
  default FrontierState state(JobId crawlId, Instant now) {
    return state(crawlId, now, false);
  }

  /** The same, but when the next entry is due counts those that wait for a browser, or the others. */
  FrontierState state(JobId crawlId, Instant now, boolean rendered);

  /** Lets all that waits for a browser be fetched without one; gives how many there were. */
  int withoutBrowser(JobId crawlId);

  /** Pages of the crawl that a browser rendered, and pages that would have needed one. */
  RenderCounts renderCounts(JobId crawlId);

  /** What people want of the crawl; cheap enough to be asked twice a second. */
  Steering steering(JobId crawlId);

  /** The committed counters. */
  CrawlCounters counters(JobId crawlId);

  /** What was decided for each URL, in order of discovery; null means any. */
  Page<UrlDecision> decisions(
      JobId crawlId, @Nullable String decision, @Nullable String host, PageRequest page);

  /** Why most of the skipped entries were skipped, most frequent first, as "rule (n)". */
  List<String> commonSkipRules(JobId crawlId, int limit);

  /** The body that a source holds, for its links. */
  Optional<StoredBody> body(KnownPage known);

  /** Pages kept as a browser showed them, and pages kept as sent for want of a browser. */
  record RenderCounts(long rendered, long needsRendering) {}

  /** A stored body with its content type. */
  record StoredBody(byte[] bytes, @Nullable String contentType) {}
}
