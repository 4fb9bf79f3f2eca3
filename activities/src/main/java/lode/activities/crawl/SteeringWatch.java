package lode.activities.crawl;

import java.util.concurrent.TimeUnit;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.Steering;
import lode.domain.job.JobId;

/**
 * Looks twice a second at most whether somebody steers a crawl, and whether its time is up; for many
 * threads.
 */
final class SteeringWatch {

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Frontier frontier;
  private final JobId crawlId;
  private final int edition;
  private final Deadline deadline;
  private Steering last;
  private long lookedAt;

  /** Looks for the first time. */
  SteeringWatch(Frontier frontier, JobId crawlId, Deadline deadline) {
    this.frontier = frontier;
    this.crawlId = crawlId;
    this.deadline = deadline;
    this.last = frontier.steering(crawlId);
    this.lookedAt = System.nanoTime();
    this.edition = last.edition();
  }

  /** What was seen at the last look. */
  synchronized Steering last() {
    return last;
  }

  private synchronized Steering now() {
    if (System.nanoTime() - lookedAt > EVERY_NANOS) {
      last = frontier.steering(crawlId);
      lookedAt = System.nanoTime();
    }
    return last;
  }

  /** Whether nothing more may be fetched by the request as it was at the first look. */
  boolean halts() {
    Steering now = now();
    return now.holds() || now.edition() != edition || deadline.isOver();
  }

  /** When the crawl ends by itself. */
  Deadline deadline() {
    return deadline;
  }

  /** Throws when the crawl is paused or stopped, or its time is up. */
  void checkHeld() {
    if (now().holds() || deadline.isOver()) {
      throw new CrawlHeld();
    }
  }
}
