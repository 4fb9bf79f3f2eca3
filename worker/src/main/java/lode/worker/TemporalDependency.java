package lode.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lode.domain.operations.Dependency;

/** Whether Temporal answers and this process works for it. */
record TemporalDependency(WorkflowServiceStubs stubs, BooleanSupplier polling)
    implements Dependency {

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
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      boolean works = polling.getAsBoolean();
      return new Check(works, works ? version : "the workers have not started yet");
    } catch (StatusRuntimeException away) {
      // The status as a whole would bring a stack trace along.
      return new Check(false, String.valueOf(away.getMessage()));
    }
  }
}
