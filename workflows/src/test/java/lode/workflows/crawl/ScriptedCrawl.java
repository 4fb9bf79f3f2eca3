package lode.workflows.crawl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;

/** Steps of a crawl that do what a test says, and tell what was called. */
public final class ScriptedCrawl implements CrawlActivities {

  /** Names of the steps in order of their calls. */
  public final List<String> steps = new CopyOnWriteArrayList<>();

  /** How the crawl ends. */
  public volatile JobOutcome outcome =
      JobOutcome.of(JobStatus.COMPLETED, java.util.Map.of("pagesFetched", 7));

  /** Whether the crawl is paused: then it is not opened, and batches say so. */
  public volatile boolean paused;

  private final AtomicInteger batches = new AtomicInteger();
  private final IntFunction<BatchResult> script;

  /** Batches give what the script says for their number, from 1. */
  public ScriptedCrawl(IntFunction<BatchResult> script) {
    this.script = script;
  }

  /** More is to be fetched, right now. */
  public static BatchResult more(int pages) {
    return new BatchResult(pages, 10, false, false, 0, 1);
  }

  /** More is to be fetched later. */
  public static BatchResult later(long millis) {
    return new BatchResult(1, 10, false, false, millis, 1);
  }

  /** More is to be fetched, by two batches at once. */
  public static BatchResult wide() {
    return new BatchResult(1, 5_000, false, false, 0, 2);
  }

  /** Nothing is to be fetched until a browser rendered some pages. */
  public static BatchResult toRender(long pages, long waitMillis) {
    return new BatchResult(1, pages, false, false, 5_000, 1, pages, waitMillis);
  }

  /** All is fetched. */
  public static BatchResult done(int pages) {
    return new BatchResult(pages, 0, true, false, 0, 1);
  }

  @Override
  public boolean open(JobId jobId) {
    steps.add("open");
    return !paused;
  }

  @Override
  public BatchResult batch(JobId jobId) {
    steps.add("batch");
    if (paused) {
      return new BatchResult(0, 10, false, true, 0, 1);
    }
    return script.apply(batches.incrementAndGet());
  }

  @Override
  public void abandon(JobId jobId) {
    steps.add("abandon");
  }

  @Override
  public JobOutcome close(JobId jobId) {
    steps.add("close");
    return outcome;
  }
}
