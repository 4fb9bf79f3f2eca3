package lode.workflows.crawl;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;

/** The steps of a crawl. */
@ActivityInterface(namePrefix = "Crawl")
public interface CrawlActivities {

  /**
   * Puts seeds, and what robots.txt and sitemaps name, into the frontier; false when the crawl is
   * paused and it has to be done once more.
   */
  boolean open(JobId jobId);

  /** Fetches for a slice of time and commits as it goes. */
  BatchResult batch(JobId jobId);

  /** Gives back what cancelled batches held. */
  void abandon(JobId jobId);

  /** Sums the crawl up. */
  JobOutcome close(JobId jobId);

  /**
   * Where the crawl stands after a batch.
   *
   * @param pages pages decided by the batch
   * @param pending entries that wait
   * @param done whether nothing is left that may be fetched, or somebody stopped the crawl
   * @param paused whether nothing is to be fetched until somebody resumes the crawl
   * @param waitMillis until there is something to fetch; 0 for now
   * @param width batches that there is work for at once
   * @param toRender pages that wait for a browser which is there; 0 when none is
   * @param renderWaitMillis until one of them is due; 0 for now
   */
  record BatchResult(
      int pages,
      long pending,
      boolean done,
      boolean paused,
      long waitMillis,
      int width,
      long toRender,
      long renderWaitMillis) {

    /** Where a crawl stands that has nothing to render. */
    public BatchResult(
        int pages, long pending, boolean done, boolean paused, long waitMillis, int width) {
      this(pages, pending, done, paused, waitMillis, width, 0, 0);
    }
  }
}
