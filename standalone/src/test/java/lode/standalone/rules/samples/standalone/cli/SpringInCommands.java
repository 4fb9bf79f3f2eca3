package lode.standalone.rules.samples.standalone.cli;

import org.springframework.context.ApplicationContext;

/** A command that needs a context. */
public final class SpringInCommands {
  public Class<?> used() {
    return ApplicationContext.class;
  }
}
