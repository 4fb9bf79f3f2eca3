package lode.standalone.rules.samples.workflows.job;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that nobody wrote. */
@WorkflowInterface
public interface MissingWorkflow {

  @WorkflowMethod
  void run();
}
