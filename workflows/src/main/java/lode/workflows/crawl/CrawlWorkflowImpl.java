package lode.workflows.crawl;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.ActivityPolicies;
import lode.workflows.SlidingWindow;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import lode.workflows.job.JobProgress;
import lode.workflows.job.JobRun;

/** See {@link CrawlWorkflow}. */
public class CrawlWorkflowImpl implements CrawlWorkflow {

  private final CrawlActivities opening =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlOpening());
  private final CrawlActivities batches =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlBatch());
  private final RenderActivities renderings =
      Workflow.newActivityStub(RenderActivities.class, ActivityPolicies.renderBatch());
  private final CrawlActivities bookkeeping =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlClosing());
  private final JobRun run;
  private long pages;

  /** Signals heard; the batches read what they are about. */
  private long orders;

  /** Called by Temporal. */
  @WorkflowInit
  public CrawlWorkflowImpl(CrawlInput input) {
    run = new JobRun(input.jobId());
    pages = input.pages();
  }

  @Override
  public JobOutcome run(CrawlInput input) {
    return run.around(
        () -> {
          open(input);
          fetchAll(input.jobId());
          return close(input.jobId());
        });
  }

  @Override
  public JobProgress progress() {
    return run.progress();
  }

  @Override
  public void pause() {
    orders++;
  }

  @Override
  public void resume() {
    orders++;
  }

  @Override
  public void stop() {
    orders++;
  }

  @Override
  public void changed() {
    orders++;
  }

  private void open(CrawlInput input) {
    if (input.opened()) {
      return;
    }
    run.phase("open", "reads robots.txt and sitemaps of the seeds' hosts");
    long heard = orders;
    while (!opening.open(input.jobId())) {
      awaitOrders(heard);
      heard = orders;
    }
  }

  /** A pause lasts as long as people like: no timer wakes the workflow, only word of an order. */
  private void awaitOrders(long heard) {
    run.detail("paused: " + pages + " URLs decided");
    Workflow.await(() -> orders != heard);
  }

  private void fetchAll(JobId jobId) {
    run.phase("crawl", "fetches pages");
    List<Promise<BatchResult>> running = new ArrayList<>();
    List<Promise<BatchResult>> rendering = new ArrayList<>();
    try {
      fetchAll(jobId, running, rendering);
    } catch (TemporalFailure failure) {
      // The other batches commit what they have before their leases are taken from them.
      SlidingWindow.settle(running);
      SlidingWindow.settle(rendering);
      giveBack(jobId);
      throw failure;
    }
  }

  private void fetchAll(
      JobId jobId, List<Promise<BatchResult>> running, List<Promise<BatchResult>> rendering) {
    int width = 1;
    boolean render = false;
    // What a batch left over while another ran: that one may wait for leases that are long given
    // back.
    boolean left = false;
    long heard = orders;
    while (true) {
      if (running.isEmpty() && rendering.isEmpty()) {
        heard = orders;
      }
      while (running.size() < width) {
        running.add(Async.function(batches::batch, jobId));
      }
      if (render && rendering.isEmpty()) {
        rendering.add(Async.function(renderings::batch, jobId));
      }
      BatchResult state = takeFinished(running, rendering);
      if (state.done()) {
        drain(running);
        drain(rendering);
        return;
      }
      if (state.paused()) {
        drain(running);
        drain(rendering);
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        drain(running);
        drain(rendering);
        Workflow.continueAsNew(new CrawlInput(jobId, true, pages));
      }
      long wait = left ? 0 : untilDue(state);
      if (state.paused()) {
        awaitOrders(heard);
      } else if (wait > 0 && running.isEmpty() && rendering.isEmpty()) {
        sleep(wait, heard);
      }
      render = wait == 0 && state.toRender() > 0 && state.renderWaitMillis() == 0;
      // A rendering batch tells when it ends whether there is something to fetch again.
      boolean renders = render || !rendering.isEmpty();
      boolean due = left || state.waitMillis() == 0;
      width = due ? state.width() : renders ? 0 : 1;
      left = state.waitMillis() == 0 && !running.isEmpty() && running.size() >= width;
    }
  }

  /** Until there is something to fetch or to render. */
  private static long untilDue(BatchResult state) {
    return state.toRender() == 0
        ? state.waitMillis()
        : Math.min(state.waitMillis(), state.renderWaitMillis());
  }

  /** Until the time is over or somebody steers the crawl. */
  private void sleep(long millis, long heard) {
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope waiting =
        Workflow.newCancellationScope(
            () -> timer.add(Workflow.newTimer(Duration.ofMillis(millis))));
    waiting.run();
    Workflow.await(() -> timer.get(0).isCompleted() || orders != heard);
    waiting.cancel();
  }

  /** Waits until a batch ends; gives what is known from all that ended. */
  private BatchResult takeFinished(
      List<Promise<BatchResult>> running, List<Promise<BatchResult>> rendering) {
    List<Promise<BatchResult>> all = new ArrayList<>(running);
    all.addAll(rendering);
    Promise.anyOf(all).getFailure();
    List<Promise<BatchResult>> finished = all.stream().filter(Promise::isCompleted).toList();
    BatchResult state = result(finished.get(0));
    for (Promise<BatchResult> batch : finished) {
      BatchResult one = result(batch);
      pages += one.pages();
      state = together(state, one);
      running.remove(batch);
      rendering.remove(batch);
    }
    run.detail(pages + " URLs decided, " + state.pending() + " known and waiting");
    return state;
  }

  /** Nobody took a rendering batch in time: the next batch looks who is there. */
  private static BatchResult result(Promise<BatchResult> batch) {
    RuntimeException failure = batch.getFailure();
    if (failure instanceof ActivityFailure
        && failure.getCause() instanceof TimeoutFailure late
        && late.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
      return new BatchResult(0, Long.MAX_VALUE, false, false, 0, 1);
    }
    return batch.get();
  }

  /**
   * Two batches that ended together saw each other's leases: what the one waits for, the other may
   * have given back.
   */
  private static BatchResult together(BatchResult one, BatchResult other) {
    return new BatchResult(
        one.pages() + other.pages(),
        Math.min(one.pending(), other.pending()),
        one.done() || other.done(),
        one.paused() || other.paused(),
        Math.min(one.waitMillis(), other.waitMillis()),
        Math.max(one.width(), other.width()),
        Math.max(one.toRender(), other.toRender()),
        Math.min(one.renderWaitMillis(), other.renderWaitMillis()));
  }

  private void drain(List<Promise<BatchResult>> running) {
    for (Promise<BatchResult> batch : running) {
      pages += result(batch).pages();
    }
    running.clear();
  }

  private void giveBack(JobId jobId) {
    CancellationScope detached =
        Workflow.newDetachedCancellationScope(() -> bookkeeping.abandon(jobId));
    detached.run();
  }

  private JobOutcome close(JobId jobId) {
    run.phase("close", "sums up");
    return bookkeeping.close(jobId);
  }
}
