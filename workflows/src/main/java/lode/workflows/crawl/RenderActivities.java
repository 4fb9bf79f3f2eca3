package lode.workflows.crawl;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;
import lode.workflows.crawl.CrawlActivities.BatchResult;

/** The step of a crawl that needs a browser. */
@ActivityInterface(namePrefix = "Render")
public interface RenderActivities {

  /** Fetches and renders for a slice of time and commits as it goes. */
  BatchResult batch(JobId jobId);
}
