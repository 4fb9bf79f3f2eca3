package lode.workflows.crawl;

import io.temporal.failure.TemporalFailure;
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
import lode.workflows.crawl.CrawlActivities.BatchResult;
import lode.workflows.job.JobProgress;
import lode.workflows.job.JobRun;

/** See {@link CrawlWorkflow}. */
public class CrawlWorkflowImpl implements CrawlWorkflow {

  private final CrawlActivities opening =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlOpening());
  private final CrawlActivities batches =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlBatch());
  private final CrawlActivities bookkeeping =
      Workflow.newActivityStub(CrawlActivities.class, ActivityPolicies.crawlClosing());
  private final JobRun run;
  private long pages;

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

  private void open(CrawlInput input) {
    if (!input.opened()) {
      run.phase("open", "reads robots.txt and sitemaps of the seeds' hosts");
      opening.open(input.jobId());
    }
  }

  private void fetchAll(JobId jobId) {
    run.phase("crawl", "fetches pages");
    List<Promise<BatchResult>> running = new ArrayList<>();
    int width = 1;
    try {
      while (true) {
        while (running.size() < width) {
          running.add(Async.function(batches::batch, jobId));
        }
        BatchResult last = takeFinished(running);
        if (last.done() || mustContinueAsNew()) {
          drain(running);
          if (last.done()) {
            return;
          }
          Workflow.continueAsNew(new CrawlInput(jobId, true, pages));
        }
        if (last.waitMillis() > 0 && running.isEmpty()) {
          Workflow.sleep(Duration.ofMillis(last.waitMillis()));
        }
        width = last.waitMillis() > 0 ? 1 : last.width();
      }
    } catch (TemporalFailure failure) {
      giveBack(jobId);
      throw failure;
    }
  }

  /** Waits until a batch ends; gives the state of the one that ended last. */
  private BatchResult takeFinished(List<Promise<BatchResult>> running) {
    Promise.anyOf(running).get();
    BatchResult last = null;
    for (Promise<BatchResult> batch : List.copyOf(running)) {
      if (batch.isCompleted()) {
        last = batch.get();
        pages += last.pages();
        running.remove(batch);
      }
    }
    if (last == null) {
      throw new IllegalStateException("anyOf returned and no batch is complete");
    }
    run.detail(pages + " URLs decided, " + last.pending() + " known and waiting");
    return last;
  }

  private void drain(List<Promise<BatchResult>> running) {
    for (Promise<BatchResult> batch : running) {
      pages += batch.get().pages();
    }
    running.clear();
  }

  private static boolean mustContinueAsNew() {
    return Workflow.getInfo().isContinueAsNewSuggested();
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
