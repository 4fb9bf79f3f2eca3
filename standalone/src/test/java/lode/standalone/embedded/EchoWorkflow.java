package lode.standalone.embedded;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

/** A workflow that waits a moment, so that it also shows whether time is real. */
@WorkflowInterface
public interface EchoWorkflow {
  @WorkflowMethod
  String echo(String word, Duration delay);

  /** Its code. */
  final class Impl implements EchoWorkflow {
    @Override
    public String echo(String word, Duration delay) {
      Workflow.upsertTypedSearchAttributes(
          SearchAttributeKey.forKeyword("LodeStatus").valueSet("running"),
          SearchAttributeKey.forKeywordList("LodeSourceGroup").valueSet(List.of("acme")));
      Workflow.sleep(delay);
      return word;
    }
  }

  /** Runs it against a server over its address. */
  static String runOn(String target, String id, Duration delay) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory workers = WorkerFactory.newInstance(client);
    try {
      workers.newWorker("echo").registerWorkflowImplementationTypes(Impl.class);
      workers.start();
      EchoWorkflow workflow =
          client.newWorkflowStub(
              EchoWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setTaskQueue("echo")
                  .setWorkflowId(id)
                  .setWorkflowTaskTimeout(Duration.ofSeconds(10))
                  .build());
      return workflow.echo("said", delay);
    } finally {
      workers.shutdownNow();
      stubs.shutdownNow();
    }
  }

  /** Result of an execution that ended before. */
  static String resultOf(String target, String id) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      return WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(id).getResult(String.class);
    } finally {
      stubs.shutdownNow();
    }
  }
}
