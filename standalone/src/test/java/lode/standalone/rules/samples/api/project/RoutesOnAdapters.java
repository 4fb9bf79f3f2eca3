package lode.standalone.rules.samples.api.project;

import lode.standalone.rules.samples.adapters.postgres.AdaptersOnWorkflows;

/** Routes that name an adapter beside the configuration. */
public final class RoutesOnAdapters {
  public Class<?> used() {
    return AdaptersOnWorkflows.class;
  }
}
