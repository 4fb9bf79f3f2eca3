package lode.workflows.crawl;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.job.JobProgress;

/** Crawls sites into sources: open, batches in a sliding window, close. */
@WorkflowInterface
public interface CrawlWorkflow {

  /** Runs the crawl job. */
  @WorkflowMethod
  JobOutcome run(CrawlInput input);

  /** Where it stands. */
  @QueryMethod
  JobProgress progress();

  /** Somebody paused the crawl. Like all signals here it only wakes: what is wanted the tables say. */
  @SignalMethod
  void pause();

  /** Somebody resumed the crawl. */
  @SignalMethod
  void resume();

  /** Somebody stopped the crawl. */
  @SignalMethod
  void stop();

  /** Somebody changed what the crawl is to fetch, or one of the above. */
  @SignalMethod
  void changed();

  /**
   * Which crawl to run.
   *
   * @param opened whether seeds and sitemaps are in the frontier: true after continue-as-new
   * @param pages pages decided by earlier runs of this workflow
   */
  record CrawlInput(JobId jobId, boolean opened, long pages) {

    /** A crawl that has not begun. */
    public static CrawlInput of(JobId jobId) {
      return new CrawlInput(jobId, false, 0);
    }
  }
}
