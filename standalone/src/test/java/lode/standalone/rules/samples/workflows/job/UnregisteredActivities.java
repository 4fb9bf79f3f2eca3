package lode.standalone.rules.samples.workflows.job;

import io.temporal.activity.ActivityInterface;

/** Activities that are written and never registered. */
@ActivityInterface
public interface UnregisteredActivities {

  void send();
}
