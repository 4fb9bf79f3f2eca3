package lode.standalone.rules.samples.workflows.job;

import java.util.concurrent.locks.ReentrantLock;

/** Blocks a thread that Temporal runs. */
public final class LockInWorkflows {
  public Class<?> used() {
    return ReentrantLock.class;
  }
}
