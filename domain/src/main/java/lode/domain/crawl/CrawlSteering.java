package lode.domain.crawl;

import java.time.Instant;
import java.util.List;
import lode.domain.job.JobId;

/**
 * Steers crawls that have not ended; a pipeline and its crawl are steered together, by the id of
 * either. Each method is one transaction. What is wanted stands in the tables from then on; the
 * crawl's workflow is told besides, and until somebody did that the word counts as untold.
 */
public interface CrawlSteering {

  /** What became of an order. */
  enum Answer {
    /** It is as wanted, now or already before. */
    DONE,
    /** The job is in a final state. */
    JOB_ENDED,
    /** The job is no crawl, its crawl has ended, or it is being stopped. */
    NOT_CRAWLING
  }

  /** Lets a crawl claim nothing new. */
  Answer pause(JobId id, Instant now);

  /** Lets a paused crawl go on. */
  Answer resume(JobId id, Instant now);

  /** Lets a crawl end with what there is, also a paused one. */
  Answer stop(JobId id, Instant now);

  /**
   * Changes what a crawl is to fetch: its request, its budget, and what waits in its frontier.
   *
   * @throws CrawlInvalid when the changed request would break a limit
   */
  Answer change(JobId id, CrawlChange change, Instant now);

  /** Crawls whose workflow was not told yet of the last order, oldest first. */
  List<Untold> untold(int limit);

  /** Notes that a crawl's workflow was told of all orders up to a time. */
  void told(JobId crawlId, Instant upTo);

  /**
   * An order that stands in the tables only.
   *
   * @param since when it was given
   */
  record Untold(JobId crawlId, String workflowId, Instant since) {}
}
