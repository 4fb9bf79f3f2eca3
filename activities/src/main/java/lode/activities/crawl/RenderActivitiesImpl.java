package lode.activities.crawl;

import lode.domain.crawl.PageRenderer;
import lode.domain.job.JobId;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import lode.workflows.crawl.RenderActivities;

/** See {@link RenderActivities}. */
public final class RenderActivitiesImpl implements RenderActivities {

  private final CrawlActivitiesImpl crawl;
  private final PageRenderer renderer;

  /** Fetches as the crawl does, and renders with this browser. */
  public RenderActivitiesImpl(CrawlActivitiesImpl crawl, PageRenderer renderer) {
    this.crawl = crawl;
    this.renderer = renderer;
  }

  @Override
  public BatchResult batch(JobId jobId) {
    return crawl.batch(jobId, renderer);
  }
}
