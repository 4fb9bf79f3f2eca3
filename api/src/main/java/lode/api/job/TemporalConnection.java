package lode.api.job;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lode.domain.operations.Dependency;
import lode.workflows.LodeDataConverter;
import org.jspecify.annotations.Nullable;

/**
 * The API's way to Temporal. It connects when it is first used, so that the process comes up and
 * answers while Temporal is away.
 */
public final class TemporalConnection implements Dependency, AutoCloseable {

  private static final long DEADLINE_SECONDS = 2;

  private final WorkflowServiceStubs stubs;
  private static final String FORGETFUL =
      "in-memory server: workflows end with it and are started again from the tables; no schedules, no UI";

  private final boolean own;
  private final boolean durable;
  private final WorkflowClient client;

  /** Through the stubs that the process has anyway, or through its own. */
  public TemporalConnection(@Nullable WorkflowServiceStubs present, TemporalSettings settings) {
    this.own = present == null;
    this.durable = settings.durable();
    this.stubs = present == null ? stubs(settings) : present;
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(settings.namespace())
                .setDataConverter(LodeDataConverter.create())
                .build());
  }

  private static WorkflowServiceStubs stubs(TemporalSettings settings) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(settings.target())
            .setRpcTimeout(Duration.ofSeconds(5))
            // What does not go through in this time is the reconciler's.
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(Duration.ofSeconds(10)).build())
            .build());
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public String name() {
    return "temporal";
  }

  @Override
  public Check check() {
    try {
      String version =
          stubs
              .blockingStub()
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return new Check(true, durable ? version : FORGETFUL);
    } catch (StatusRuntimeException away) {
      return new Check(false, away.getStatus().getCode().name());
    }
  }

  @Override
  public void close() {
    if (own) {
      stubs.shutdownNow();
    }
  }
}
