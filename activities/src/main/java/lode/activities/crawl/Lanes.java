package lode.activities.crawl;

import java.time.Instant;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.Steering;
import lode.domain.job.JobId;
import lode.workflows.crawl.CrawlActivities.BatchResult;

/**
 * The two ways through the frontier: entries that are fetched, and entries that wait for a browser.
 * A crawl that renders always has only one of them, which batches with a browser take.
 *
 * @param canRender whether a worker with a browser is there
 * @param withBrowser whether this batch has one
 */
record Lanes(Rendering mode, boolean canRender, boolean withBrowser) {

  /** Until the next look when all that waits is for others, or for a worker that renders. */
  private static final long LOOK_AGAIN_MILLIS = 5_000;

  private static final long WITHOUT_RENDERER_MILLIS = 30_000;

  /** Whether this batch claims what was put aside for a browser. */
  boolean claimsRendered() {
    return withBrowser && mode != Rendering.ALWAYS;
  }

  /** Whether there is nothing that this batch may ever claim: all is for batches of the other kind. */
  boolean isForOthers() {
    return !withBrowser && mode == Rendering.ALWAYS;
  }

  /** Where the crawl stands after a batch. */
  BatchResult result(
      int decided,
      Frontier frontier,
      JobId crawlId,
      Instant now,
      Steering wanted,
      Deadline deadline,
      long wide) {
    FrontierState plain = frontier.state(crawlId, now, false);
    boolean ends = plain.isDone() || deadline.isOver();
    boolean done = wanted.stopped() || ends && !wanted.paused();
    if (done || wanted.paused()) {
      return new BatchResult(decided, plain.pending(), done, wanted.paused(), 0, 1);
    }
    if (mode == Rendering.ALWAYS) {
      return new BatchResult(
          decided,
          plain.pending(),
          false,
          false,
          deadline.cut(canRender ? LOOK_AGAIN_MILLIS : WITHOUT_RENDERER_MILLIS),
          1,
          canRender ? plain.pending() : 0,
          deadline.cut(plain.nextDue().toMillis()));
    }
    long wait = plain.nextDue().toMillis();
    boolean saturated = wait == 0 && plain.pending(false) > wide;
    boolean renders = canRender && plain.rendered() > 0;
    return new BatchResult(
        decided,
        plain.pending(),
        false,
        false,
        deadline.cut(plain.pending(false) == 0 && plain.rendered() > 0 ? LOOK_AGAIN_MILLIS : wait),
        saturated ? 2 : 1,
        renders ? plain.rendered() : 0,
        renders ? deadline.cut(frontier.state(crawlId, now, true).nextDue().toMillis()) : 0);
  }
}
