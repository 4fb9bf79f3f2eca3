package lode.workflows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.NamedUuid;
import lode.workflows.job.JobActivities;

/** Jobs in memory, with what was asked of them. */
public final class RecordedJobs implements JobActivities {

  /** How each job ended; the first end stays. */
  public final Map<JobId, JobOutcome> ended = new ConcurrentHashMap<>();

  /** Phases in order of their naming. */
  public final List<String> phases = new CopyOnWriteArrayList<>();

  /** Runs that began. */
  public final Set<String> runs = ConcurrentHashMap.newKeySet();

  /** Children that were accepted. */
  public final List<JobId> children = new CopyOnWriteArrayList<>();

  @Override
  public Begun begin(JobId jobId, String runId) {
    runs.add(runId);
    return new Begun(ended.get(jobId));
  }

  @Override
  public void phase(JobId jobId, String phase) {
    phases.add(phase);
  }

  @Override
  public void finish(JobId jobId, JobOutcome outcome) {
    ended.putIfAbsent(jobId, outcome);
  }

  @Override
  public JobId child(JobId parentId, JobKind kind) {
    JobId child = childId(parentId, kind);
    children.add(child);
    return child;
  }

  /** The child of a kind that a pipeline has. */
  public static JobId childId(JobId parentId, JobKind kind) {
    return new JobId(NamedUuid.of(parentId.value(), kind.label()));
  }
}
