package lode.standalone.rules.samples.workflows.job;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow with two implementations. */
@WorkflowInterface
public interface ClosedWorkflow {

  @WorkflowMethod
  void run();
}
