package lode.workflows.extraction;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;

/** The step that pays, on the {@code llm} queue. */
@ActivityInterface(namePrefix = "Model")
public interface ModelActivities {

  /** Asks the model for what the markup of one unit left open. */
  void extract(JobId jobId, int ordinal);
}
