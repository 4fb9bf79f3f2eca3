package lode.standalone.rules.samples.workflows.job;

import io.temporal.client.WorkflowStub;

/** Holds a client. */
public final class ClientWorkflowImpl implements ClientWorkflow {

  @Override
  public void run() {
    WorkflowStub.class.getName();
  }
}
