package lode.activities;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobQuery;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.job.NewJob;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import tools.jackson.databind.json.JsonMapper;

/** A store that holds one running job. */
public record OneJob(Job job) implements Jobs {

  /** A job with this request. */
  public static OneJob of(JobKind kind, Object request) {
    JobId id = new JobId(UUID.randomUUID());
    return new OneJob(
        new Job(
            id,
            kind,
            new ProjectId(UUID.randomUUID()),
            JobStatus.RUNNING,
            "crawl",
            new JsonMapper().valueToTree(request),
            1,
            Map.of(),
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            kind.workflowId(id),
            null,
            null));
  }

  /** The job's id. */
  public JobId id() {
    return job.id();
  }

  @Override
  public Optional<Job> find(JobId id) {
    return id.equals(job.id()) ? Optional.of(job) : Optional.empty();
  }

  @Override
  public Job begin(JobId id, String runId, Instant now) {
    return find(id).orElseThrow();
  }

  @Override
  public Job accept(NewJob job) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Page<Job> list(JobQuery query, PageRequest page) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<Job> live(int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public void phase(JobId id, String phase) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public boolean finish(JobId id, JobOutcome outcome, Instant now) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public boolean requestCancel(JobId id, Instant now) {
    throw new AssertionError("no test asks for this");
  }
}
