package lode.workflows.extraction;

import io.temporal.activity.ActivityInterface;
import lode.domain.job.JobId;

/** The steps that make extracted sources findable, on the {@code index} queue. */
@ActivityInterface(namePrefix = "Index")
public interface IndexActivities {

  /** Puts the passages of the units {@code [from, to)} into the search index. */
  void index(JobId jobId, int from, int to);
}
