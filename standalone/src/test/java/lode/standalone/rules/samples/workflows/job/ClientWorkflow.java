package lode.standalone.rules.samples.workflows.job;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that starts others with a client. */
@WorkflowInterface
public interface ClientWorkflow {

  @WorkflowMethod
  void run();
}
