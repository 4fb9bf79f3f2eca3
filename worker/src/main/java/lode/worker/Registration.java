package lode.worker;

import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import lode.activities.crawl.CrawlActivitiesImpl;
import lode.activities.crawl.RenderActivitiesImpl;
import lode.activities.extraction.ExtractionActivitiesImpl;
import lode.activities.extraction.IndexActivitiesImpl;
import lode.activities.extraction.ModelActivitiesImpl;
import lode.activities.job.JobActivitiesImpl;
import lode.activities.report.ReportActivitiesImpl;
import lode.domain.crawl.PageRenderer;
import lode.workflows.TaskQueues;
import lode.workflows.crawl.CrawlWorkflowImpl;
import lode.workflows.extraction.ExtractionWorkflowImpl;
import lode.workflows.pipeline.PipelineWorkflowImpl;
import lode.workflows.report.ReportWorkflowImpl;

/**
 * The one list of what this process works on, by task queue, with the slots of each. Nothing is found
 * by scanning: what is not here is not run.
 */
record Registration(
    WorkerSettings settings,
    int modelSlots,
    JobActivitiesImpl jobs,
    CrawlActivitiesImpl crawl,
    PageRenderer renderer,
    ExtractionActivitiesImpl extraction,
    ModelActivitiesImpl model,
    IndexActivitiesImpl index,
    ReportActivitiesImpl report) {

  private static final int BOOKKEEPING_SLOTS = 8;
  private static final int WORKFLOW_SLOTS = 50;
  private static final int CACHED_WORKFLOWS = 200;
  private static final int REPORT_SLOTS = 2;

  /** An extraction uses a thread for each model unit under way; the default of 600 is 18 of them. */
  private static final int WORKFLOW_THREADS = 2_000;

  /**
   * The SDK holds heartbeats back for most of their timeout; a cancelled batch would learn of it only
   * then.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setWorkflowCacheSize(CACHED_WORKFLOWS)
        .setMaxWorkflowThreadCount(WORKFLOW_THREADS)
        .build();
  }

  void register(WorkerFactory factory) {
    Worker orchestrate = worker(factory, TaskQueues.ORCHESTRATE, BOOKKEEPING_SLOTS);
    orchestrate.registerWorkflowImplementationTypes(
        CrawlWorkflowImpl.class,
        ExtractionWorkflowImpl.class,
        ReportWorkflowImpl.class,
        PipelineWorkflowImpl.class);
    orchestrate.registerActivitiesImplementations(jobs);
    worker(factory, TaskQueues.CRAWL, settings.crawlSlots())
        .registerActivitiesImplementations(crawl);
    if (renderer.hindrance().isEmpty()) {
      worker(factory, TaskQueues.RENDER, settings.renderSlots())
          .registerActivitiesImplementations(new RenderActivitiesImpl(crawl, renderer));
    }
    worker(factory, TaskQueues.EXTRACT, settings.extractSlots())
        .registerActivitiesImplementations(extraction);
    worker(factory, TaskQueues.LLM, modelSlots).registerActivitiesImplementations(model);
    worker(factory, TaskQueues.INDEX, settings.indexSlots())
        .registerActivitiesImplementations(index);
    worker(factory, TaskQueues.REPORT, REPORT_SLOTS).registerActivitiesImplementations(report);
  }

  private Worker worker(WorkerFactory factory, String queue, int activitySlots) {
    return factory.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(activitySlots)
            .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_SLOTS)
            .setDefaultDeadlockDetectionTimeout(settings.deadlockTimeout().toMillis())
            .setAllowActivityHeartbeatDuringShutdown(true)
            .setMaxHeartbeatThrottleInterval(HEARTBEAT)
            .build());
  }
}
