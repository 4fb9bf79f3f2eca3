package lode.standalone.rules.samples.worker;

import lode.standalone.rules.samples.standalone.cli.SpringInCommands;

/** A worker that knows what it is packed in. */
public final class WorkerOnStandalone {
  public Class<?> used() {
    return SpringInCommands.class;
  }
}
