package lode.standalone.rules.samples.activities.job;

import lode.standalone.rules.samples.workflows.job.UnregisteredActivities;

/** Not registered. */
public final class UnregisteredActivitiesImpl implements UnregisteredActivities {

  @Override
  public void send() {}
}
