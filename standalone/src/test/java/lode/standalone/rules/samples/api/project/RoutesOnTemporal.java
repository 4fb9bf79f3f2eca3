package lode.standalone.rules.samples.api.project;

import io.temporal.client.WorkflowClient;

/** Routes that start workflows beside the one place for it. */
public final class RoutesOnTemporal {
  public Class<?> used() {
    return WorkflowClient.class;
  }
}
