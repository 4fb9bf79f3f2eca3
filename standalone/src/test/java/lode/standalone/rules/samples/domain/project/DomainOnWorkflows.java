package lode.standalone.rules.samples.domain.project;

import lode.standalone.rules.samples.workflows.job.WorkflowsOnActivities;

/** Domain that knows how it is run. */
public final class DomainOnWorkflows {
  public Class<?> used() {
    return WorkflowsOnActivities.class;
  }
}
