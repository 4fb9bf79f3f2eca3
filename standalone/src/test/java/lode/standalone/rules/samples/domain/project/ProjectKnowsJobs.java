package lode.standalone.rules.samples.domain.project;

import lode.standalone.rules.samples.domain.job.JobKnowsProjects;

/** Half of a cycle, and against the order. */
public final class ProjectKnowsJobs {
  public Class<?> used() {
    return JobKnowsProjects.class;
  }
}
