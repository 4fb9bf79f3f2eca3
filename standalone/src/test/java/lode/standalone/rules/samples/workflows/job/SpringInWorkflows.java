package lode.standalone.rules.samples.workflows.job;

import org.springframework.context.ApplicationContext;

/** Needs a context. */
public final class SpringInWorkflows {
  public Class<?> used() {
    return ApplicationContext.class;
  }
}
