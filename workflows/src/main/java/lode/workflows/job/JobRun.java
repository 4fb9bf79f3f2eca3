package lode.workflows.job;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.function.Supplier;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.workflows.ActivityPolicies;

/**
 * The life of a job around the steps of its workflow: begin once, name phases, end in a terminal
 * state whatever happens. Cancellation is recorded in a detached scope.
 */
public final class JobRun {

  private final JobActivities jobs =
      Workflow.newActivityStub(JobActivities.class, ActivityPolicies.bookkeeping());
  private final JobId jobId;
  private String phase = "queued";
  private String detail = "waits for its first step";

  /** The run of one job. */
  public JobRun(JobId jobId) {
    this.jobId = jobId;
  }

  /** Runs the steps unless the job ended before, and records how it ended. */
  public JobOutcome around(Supplier<JobOutcome> steps) {
    try {
      JobActivities.Begun begun = jobs.begin(jobId, Workflow.getInfo().getRunId());
      if (begun.ended() != null) {
        return begun.ended();
      }
      return end(steps.get());
    } catch (TemporalFailure failure) {
      return endAfter(failure);
    }
  }

  /** Names what the job does from now on, in the row and in the Temporal UI. */
  public void phase(String name, String sentence) {
    detail(sentence);
    if (!name.equals(phase)) {
      phase = name;
      jobs.phase(jobId, name);
    }
  }

  /** Tells more of the phase, in the Temporal UI only. */
  public void detail(String sentence) {
    detail = sentence;
    Workflow.setCurrentDetails(sentence);
  }

  /** Where the job stands. */
  public JobProgress progress() {
    return new JobProgress(phase, detail);
  }

  /** In a detached scope: what the steps made is recorded even when a cancellation comes late. */
  private JobOutcome end(JobOutcome outcome) {
    Workflow.newDetachedCancellationScope(() -> jobs.finish(jobId, outcome)).run();
    phase = outcome.status().label();
    detail("ended " + phase);
    return outcome;
  }

  private JobOutcome endAfter(TemporalFailure failure) {
    return end(outcome(failure, phase));
  }

  /** How a job ends after this failure: cancelled, or failed in the stage named. */
  public static JobOutcome outcome(TemporalFailure failure, String stage) {
    return isCancellation(failure)
        ? JobOutcome.cancelled(Map.of())
        : JobOutcome.failed(error(failure, stage));
  }

  private static boolean isCancellation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }

  /** What went wrong in a step, as it is told to people: the step's own failure, not its wrapping. */
  public static JobError error(TemporalFailure failure, String stage) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure)) {
      cause = cause.getCause();
    }
    if (cause instanceof ApplicationFailure application) {
      String type = simpleName(application.getType());
      String message = application.getOriginalMessage();
      return new JobError(type, message == null || message.isBlank() ? type : message, stage);
    }
    if (cause instanceof TimeoutFailure timeout) {
      return new JobError(
          "StepTimedOut", "a step ran into its " + timeout.getTimeoutType() + " limit", stage);
    }
    return JobError.of(cause, stage);
  }

  private static String simpleName(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }
}
