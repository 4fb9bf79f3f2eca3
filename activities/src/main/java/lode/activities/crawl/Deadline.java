package lode.activities.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lode.domain.crawl.CrawlRequest;
import lode.domain.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * When a crawl is to end by itself, by the wall clock from the start of its job: the same for each
 * worker and after each restart, and running on while the crawl is paused or waits.
 */
record Deadline(@Nullable Instant end, Clock clock) {

  static Deadline of(Job job, CrawlRequest request, Clock clock) {
    Instant began = job.startedAt();
    return new Deadline(
        request.maxDuration() == null || began == null ? null : began.plus(request.maxDuration()),
        clock);
  }

  boolean isOver() {
    return end != null && !clock.instant().isBefore(end);
  }

  /** A wait, cut at the end: no timer sleeps beyond it. */
  long cut(long waitMillis) {
    if (end == null) {
      return waitMillis;
    }
    long left = Math.max(1, Duration.between(clock.instant(), end).toMillis());
    return Math.min(waitMillis, left);
  }
}
