package lode.standalone.rules.samples.workflows.job;

import lode.standalone.rules.samples.activities.job.ActivitiesOnWorker;

/** Workflows that know who does the work. */
public final class WorkflowsOnActivities {
  public Class<?> used() {
    return ActivitiesOnWorker.class;
  }
}
