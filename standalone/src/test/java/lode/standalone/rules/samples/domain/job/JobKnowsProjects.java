package lode.standalone.rules.samples.domain.job;

import lode.standalone.rules.samples.domain.project.ProjectKnowsJobs;

/** The other half, which follows the order. */
public final class JobKnowsProjects {
  public Class<?> used() {
    return ProjectKnowsJobs.class;
  }
}
