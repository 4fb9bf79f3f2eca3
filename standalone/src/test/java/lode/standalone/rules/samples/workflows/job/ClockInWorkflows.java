package lode.standalone.rules.samples.workflows.job;

/** Measures time beside Temporal. */
public final class ClockInWorkflows {
  public long made() {
    return System.nanoTime();
  }
}
