package lode.standalone.rules.samples.adapters.postgres;

import lode.standalone.rules.samples.workflows.job.WorkflowsOnActivities;

/** An adapter that knows the work. */
public final class AdaptersOnWorkflows {
  public Class<?> used() {
    return WorkflowsOnActivities.class;
  }
}
