package lode.standalone.rules.samples.workflows.job;

/** One that Temporal cannot make, and that nobody registers. */
public final class ClosedWorkflowImpl implements ClosedWorkflow {

  ClosedWorkflowImpl() {}

  @Override
  public void run() {}
}
