package lode.standalone.rules.samples.activities.job;

import io.temporal.activity.ActivityInterface;

/** An activity interface outside the module of workflows, without an implementation. */
@ActivityInterface
public interface MailingActivities {

  void send();
}
