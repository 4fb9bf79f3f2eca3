package lode.workflows;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lode.domain.job.JobOutcome;
import lode.workflows.crawl.CrawlWorkflowImpl;
import lode.workflows.extraction.ExtractionWorkflowImpl;
import lode.workflows.pipeline.PipelineWorkflowImpl;
import lode.workflows.report.ReportWorkflowImpl;

/** The in-memory server that skips time, with a worker on all queues that can be replaced. */
public final class InMemoryTemporal implements AutoCloseable {

  /** All workflows of Lode. */
  public static final Class<?>[] WORKFLOWS = {
    CrawlWorkflowImpl.class,
    ExtractionWorkflowImpl.class,
    ReportWorkflowImpl.class,
    PipelineWorkflowImpl.class
  };

  private final TestWorkflowEnvironment server =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowServiceStubsOptions(
                  WorkflowServiceStubsOptions.newBuilder()
                      .setGrpcClientInterceptors(List.of(new WithoutStickyQueue()))
                      .build())
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(LodeDataConverter.create())
                      .setIdentity("a worker")
                      .build())
              .build());
  private WorkerFactory factory = WorkerFactory.newInstance(server.getWorkflowClient());

  /** Begins to work with these activities. */
  public InMemoryTemporal working(Object... activities) {
    return workingOn(TaskQueues.all(), activities);
  }

  /** The same, but on these queues alone. */
  public InMemoryTemporal workingOn(List<String> queues, Object... activities) {
    for (String queue : queues) {
      Worker worker =
          factory.newWorker(
              queue,
              WorkerOptions.newBuilder()
                  .setDefaultDeadlockDetectionTimeout(10_000)
                  .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
                  .build());
      if (queue.equals(TaskQueues.ORCHESTRATE)) {
        worker.registerWorkflowImplementationTypes(WORKFLOWS);
      }
      worker.registerActivitiesImplementations(activities);
    }
    factory.start();
    return this;
  }

  /** Ends the worker as a killed process would; the server goes on. */
  public InMemoryTemporal withoutWorker() {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
    factory = WorkerFactory.newInstance(server.getWorkflowClient());
    return this;
  }

  /** A client of the server. */
  public WorkflowClient client() {
    return server.getWorkflowClient();
  }

  /** The server's clock. */
  public long now() {
    return server.currentTimeMillis();
  }

  /** Lets time pass on the server. */
  public void pass(Duration time) {
    server.sleep(time);
  }

  /** Starts a workflow by its type's name. */
  public WorkflowStub start(String type, String id, Object input) {
    WorkflowStub stub =
        client()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.ORCHESTRATE)
                    .build());
    stub.start(input);
    return stub;
  }

  /** Waits for the end. */
  public static JobOutcome outcome(WorkflowStub workflow) {
    try {
      return workflow.getResult(30, TimeUnit.SECONDS, JobOutcome.class);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError("the workflow did not end", late);
    }
  }

  /** Waits for the end of a cancelled workflow; Temporal tells it as a failure, whatever it returns. */
  public static void awaitCancelled(WorkflowStub workflow) {
    try {
      throw new AssertionError("not cancelled: " + outcome(workflow));
    } catch (WorkflowFailedException failed) {
      if (!(failed.getCause() instanceof CanceledFailure)) {
        throw failed;
      }
    }
  }

  /** The history of one run; of the last one when the run id is empty. */
  public WorkflowExecutionHistory history(String id, String runId) {
    return client().fetchHistory(id, runId.isEmpty() ? null : runId);
  }

  /** The events of the last run. */
  public List<HistoryEvent> events(String id) {
    return history(id, "").getEvents();
  }

  /** How many events of a type the last run has. */
  public long count(String id, EventType type) {
    return events(id).stream().filter(event -> event.getEventType() == type).count();
  }

  /** Makes the history so long that the server suggests to go on in a new run: over 4 MiB. */
  public static void lengthenHistory(WorkflowStub workflow) {
    String padding = "x".repeat(250_000);
    for (int size = 0; size < 4 << 20; size += padding.length()) {
      // Nobody listens to it; the history keeps it all the same.
      workflow.signal("padding", padding);
    }
  }

  /** What the last run of a workflow was started with. */
  public <T> T input(String id, Class<T> type) {
    return client()
        .getOptions()
        .getDataConverter()
        .fromPayloads(
            0,
            Optional.of(events(id).get(0).getWorkflowExecutionStartedEventAttributes().getInput()),
            type,
            type);
  }

  @Override
  public void close() {
    factory.shutdownNow();
    server.close();
  }
}
