package lode.standalone.rules.samples.activities.job;

import lode.standalone.rules.samples.worker.Registration;

/** Activities that know who runs them. */
public final class ActivitiesOnWorker {
  public Class<?> used() {
    return Registration.class;
  }
}
