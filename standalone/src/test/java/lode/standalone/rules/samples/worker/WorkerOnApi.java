package lode.standalone.rules.samples.worker;

import lode.standalone.rules.samples.api.job.ApiOnActivities;

/** A worker that knows the routes. */
public final class WorkerOnApi {
  public Class<?> used() {
    return ApiOnActivities.class;
  }
}
