package lode.activities.crawl;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;

/**
 * Who holds entries of the frontier: one attempt of an activity. An attempt that was given up may
 * still run beside the next one, and must not give back what that one holds.
 */
record BatchOwner(String activity, int attempt) {

  /** The attempt that this thread runs. */
  static BatchOwner current() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new BatchOwner(info.getWorkflowRunId() + "/" + info.getActivityId(), info.getAttempt());
  }

  /** The attempt's name in the frontier; it is below the activity's, so that all are released by that. */
  String name() {
    return activity + "/" + attempt;
  }
}
