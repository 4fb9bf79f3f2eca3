package lode.standalone.rules.samples.api.job;

import lode.standalone.rules.samples.activities.job.ActivitiesOnWorker;

/** Routes that do the work themselves. */
public final class ApiOnActivities {
  public Class<?> used() {
    return ActivitiesOnWorker.class;
  }
}
