package lode.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Every timeout and retry rule of Lode's activities, with its reason. Which failures are not worth a
 * retry the activities say themselves, by throwing them as non-retryable.
 */
public final class ActivityPolicies {

  /**
   * Until a batch that died is given to another worker. Heartbeats go out every second; a killed
   * worker's batch is then going again within 15 s, with room for a long garbage collection.
   */
  private static final Duration BATCH_HEARTBEAT = Duration.ofSeconds(8);

  private ActivityPolicies() {}

  /**
   * Short steps in the database. Retried for ever: while Postgres is away a job waits, it does not
   * fail. They do not beat, so that a request to cancel would never reach them: none is sent.
   */
  public static ActivityOptions bookkeeping() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.ORCHESTRATE)
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setCancellationType(ActivityCancellationType.ABANDON)
        .setRetryOptions(forever(Duration.ofSeconds(10)))
        .build();
  }

  /**
   * Seeds, robots and sitemaps into the frontier: at most 50 sitemaps a host, each bounded by the
   * fetcher, one after the other. Two hours are no limit that many slow hosts meet: after it, all would
   * be read again. Retried for ever, as it only adds what is missing.
   */
  public static ActivityOptions crawlOpening() {
    return heartbeating(TaskQueues.CRAWL, Duration.ofHours(2));
  }

  /**
   * A slice of a crawl: 20 s of claiming, then what is in flight, each fetch bounded at 60 s; five
   * minutes leave room for a slow database. Workers that die one after the other under the same batch
   * must not keep it waiting for longer and longer.
   */
  public static ActivityOptions crawlBatch() {
    return ActivityOptions.newBuilder(heartbeating(TaskQueues.CRAWL, Duration.ofMinutes(5)))
        .setRetryOptions(forever(Duration.ofSeconds(3)))
        .build();
  }

  /**
   * A slice of rendering: 20 s of claiming, then what is in flight, each page bounded by its fetch and
   * its time in the browser. Nobody may be there to take it, as workers with a browser come and go: then
   * it ends after two minutes, and the crawl looks again who is there.
   */
  public static ActivityOptions renderBatch() {
    return ActivityOptions.newBuilder(heartbeating(TaskQueues.RENDER, Duration.ofMinutes(5)))
        .setScheduleToStartTimeout(UNSERVED)
        .build();
  }

  /** Until a step that no worker takes is given up. */
  private static final Duration UNSERVED = Duration.ofMinutes(2);

  /** Short steps of a crawl in the database, beside its batches. */
  public static ActivityOptions crawlClosing() {
    return ActivityOptions.newBuilder(bookkeeping()).setTaskQueue(TaskQueues.CRAWL).build();
  }

  /** Up to 100 sources; a page takes milliseconds, a 10 MB one seconds. */
  public static ActivityOptions markupBatch() {
    return heartbeating(TaskQueues.EXTRACT, Duration.ofMinutes(10));
  }

  /**
   * The model calls of one source. A call is bounded by its own limits on first token, gap and total;
   * an hour bounds a long document on a slow machine. Nothing is lost by a retry: replies are stored
   * before they are used. After ten failures in a row the source is recorded as failed.
   */
  public static ActivityOptions modelUnit() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.LLM)
        .setStartToCloseTimeout(Duration.ofHours(1))
        .setHeartbeatTimeout(Duration.ofSeconds(30))
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setDoNotRetry(NEVER_BETTER)
                .setInitialInterval(Duration.ofSeconds(1))
                .setBackoffCoefficient(2)
                .setMaximumInterval(Duration.ofMinutes(1))
                .setMaximumAttempts(MODEL_ATTEMPTS)
                .build())
        .build();
  }

  /** Tries of a source's model calls before it counts as failed. */
  public static final int MODEL_ATTEMPTS = 10;

  /** Short steps of an extraction in the database: cursors, counters. */
  public static ActivityOptions extractionSteps() {
    return ActivityOptions.newBuilder(bookkeeping()).setTaskQueue(TaskQueues.EXTRACT).build();
  }

  /** Counts over the pages of some hosts: a host of 100,000 pages takes seconds. */
  public static ActivityOptions boilerplateDecisions() {
    return heartbeating(TaskQueues.EXTRACT, Duration.ofMinutes(10));
  }

  /** The records of some source groups: pure computing and one transaction each. */
  public static ActivityOptions consolidation() {
    return heartbeating(TaskQueues.EXTRACT, Duration.ofMinutes(10));
  }

  /** Passages of some sources into the index; waits for Qdrant as long as it takes. */
  public static ActivityOptions indexBatch() {
    return heartbeating(TaskQueues.INDEX, Duration.ofMinutes(10));
  }

  /** One report from the tables. */
  public static ActivityOptions report() {
    return heartbeating(TaskQueues.REPORT, Duration.ofMinutes(10));
  }

  private static ActivityOptions heartbeating(String queue, Duration startToClose) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(startToClose)
        .setHeartbeatTimeout(BATCH_HEARTBEAT)
        // A cancelled batch commits what it has before it ends; the workflow waits for that.
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(forever(Duration.ofSeconds(30)))
        .build();
  }

  /**
   * Failures that the next try repeats: faults of the code or of stored data. The job fails with the
   * reason instead of standing still.
   */
  private static final String[] NEVER_BETTER = {
    "java.lang.NullPointerException",
    "java.lang.IllegalArgumentException",
    "java.lang.ClassCastException",
    "java.lang.IndexOutOfBoundsException",
    "java.lang.ArithmeticException",
    "java.lang.StackOverflowError",
    "java.lang.NoClassDefFoundError",
    "lode.domain.extraction.ResultRefused",
    "tools.jackson.core.exc.StreamReadException",
    "tools.jackson.databind.exc.MismatchedInputException",
    "tools.jackson.databind.exc.InvalidFormatException",
    "tools.jackson.databind.exc.InvalidDefinitionException",
    "tools.jackson.databind.exc.ValueInstantiationException",
    "org.springframework.jdbc.BadSqlGrammarException",
    "org.springframework.dao.DataIntegrityViolationException",
    "org.springframework.dao.DuplicateKeyException"
  };

  private static RetryOptions forever(Duration longestPause) {
    return RetryOptions.newBuilder()
        .setDoNotRetry(NEVER_BETTER)
        .setInitialInterval(Duration.ofMillis(500))
        .setBackoffCoefficient(2)
        .setMaximumInterval(longestPause)
        .build();
  }
}
