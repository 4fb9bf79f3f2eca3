package lode.standalone.rules.samples.workflows.job;

/** A second one, with a closed constructor. */
public final class ClosedWorkflowRunner implements ClosedWorkflow {

  private ClosedWorkflowRunner() {}

  @Override
  public void run() {}
}
