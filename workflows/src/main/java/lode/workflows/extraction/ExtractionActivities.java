package lode.workflows.extraction;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/** The steps of an extraction, on the {@code extract} queue. */
@ActivityInterface(namePrefix = "Extract")
public interface ExtractionActivities {

  /** Plans the sources; gives how many. */
  int plan(JobId jobId);

  /** Counts the blocks of the planned units {@code [from, to)}, converting their bodies. */
  void survey(JobId jobId, int from, int to);

  /**
   * Decides what is boilerplate on some hosts after {@code after} that the extraction reads pages of;
   * gives the last of them, null when none is left.
   */
  @Nullable String decideBoilerplate(JobId jobId, @Nullable String after);

  /** Plans sources, too, that text came back to; gives how many are planned now. */
  int planAgain(JobId jobId);

  /** Reads documents and markup of the planned units {@code [from, to)}. */
  void markup(JobId jobId, int from, int to);

  /** Ordinals after {@code after} that wait for the model, ascending. */
  List<Integer> waitingForModel(JobId jobId, int after, int limit);

  /** Keeps what the markup tier found of a unit whose model calls failed for good. */
  void giveUpModel(JobId jobId, int ordinal, JobError error);

  /** Elects the records of some source groups after {@code after}; null when none is left. */
  @Nullable String consolidate(JobId jobId, @Nullable String after);

  /** Sums the extraction up. */
  JobOutcome close(JobId jobId);
}
