package lode.standalone.embedded;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How much history a workflow has made. */
public final class WorkflowEvents {

  private WorkflowEvents() {}

  /**
   * Events of all runs of a workflow, whatever it continued as.
   *
   * @param target host and port of a Temporal server
   */
  public static long count(String target, String workflowId) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      long events = 0;
      @Nullable String run = null;
      do {
        List<HistoryEvent> history =
            (run == null ? client.fetchHistory(workflowId) : client.fetchHistory(workflowId, run))
                .getEvents();
        events += history.size();
        run =
            history
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId();
      } while (!run.isEmpty());
      return events;
    } finally {
      stubs.shutdownNow();
      stubs.awaitTermination(5, TimeUnit.SECONDS);
    }
  }
}
