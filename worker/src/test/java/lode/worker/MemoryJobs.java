package lode.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlSteering;
import lode.domain.job.Job;
import lode.domain.job.JobError;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Jobs in memory, and orders that no workflow was told of. */
final class MemoryJobs implements Jobs, CrawlSteering {

  /** Not told yet. */
  final List<Untold> untold = new ArrayList<>();

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Map<JobId, Job> jobs = new LinkedHashMap<>();

  /** Puts a job in. */
  Job put(
      JobKind kind, JobStatus status, @Nullable Instant cancelRequestedAt, @Nullable JobId parent) {
    JobId id = new JobId(UUID.randomUUID());
    return put(
        new Job(
            id,
            kind,
            new ProjectId(UUID.randomUUID()),
            status,
            null,
            JsonNodeFactory.instance.objectNode(),
            1,
            Map.of(),
            null,
            null,
            NOW,
            null,
            null,
            cancelRequestedAt,
            kind.workflowId(id),
            null,
            parent));
  }

  private synchronized Job put(Job job) {
    jobs.put(job.id(), job);
    return job;
  }

  private Job with(
      Job job,
      JobStatus status,
      @Nullable JsonNode result,
      @Nullable JobError error,
      @Nullable Instant cancelRequestedAt) {
    return put(
        new Job(
            job.id(),
            job.kind(),
            job.projectId(),
            status,
            job.phase(),
            job.payload(),
            job.schemaVersion(),
            job.progress(),
            result,
            error,
            job.createdAt(),
            job.startedAt(),
            job.finishedAt(),
            cancelRequestedAt,
            job.workflowId(),
            job.runId(),
            job.parentId()));
  }

  @Override
  public Job accept(NewJob job) {
    throw new UnsupportedOperationException("no job is accepted here");
  }

  @Override
  public synchronized Optional<Job> find(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized Page<Job> list(JobQuery query, PageRequest page) {
    return new Page<>(
        jobs.values().stream()
            .filter(job -> query.parentId() == null || query.parentId().equals(job.parentId()))
            .toList(),
        null);
  }

  @Override
  public synchronized List<Job> live(int limit) {
    return jobs.values().stream()
        .filter(job -> !job.status().isTerminal() && job.parentId() == null)
        .limit(limit)
        .toList();
  }

  @Override
  public Job begin(JobId id, String runId, Instant now) {
    return find(id).orElseThrow();
  }

  @Override
  public void phase(JobId id, String phase) {
    throw new UnsupportedOperationException("no job runs here");
  }

  @Override
  public synchronized boolean finish(JobId id, JobOutcome outcome, Instant now) {
    Job job = find(id).orElseThrow();
    if (job.status().isTerminal()) {
      return false;
    }
    with(job, outcome.status(), null, outcome.error(), job.cancelRequestedAt());
    return true;
  }

  @Override
  public synchronized boolean requestCancel(JobId id, Instant now) {
    Job job = find(id).orElseThrow();
    with(job, job.status(), job.result(), job.error(), now);
    return !job.status().isTerminal();
  }

  @Override
  public synchronized Answer pause(JobId id, Instant now) {
    Job job = find(id).orElseThrow();
    with(job, JobStatus.PAUSED, job.result(), job.error(), job.cancelRequestedAt());
    untold.add(new Untold(id, job.workflowId(), now));
    return Answer.DONE;
  }

  @Override
  public Answer resume(JobId id, Instant now) {
    throw new UnsupportedOperationException("only pauses here");
  }

  @Override
  public Answer stop(JobId id, Instant now) {
    throw new UnsupportedOperationException("only pauses here");
  }

  @Override
  public Answer change(JobId id, CrawlChange change, Instant now) {
    throw new UnsupportedOperationException("only pauses here");
  }

  @Override
  public synchronized List<Untold> untold(int limit) {
    return List.copyOf(untold);
  }

  @Override
  public synchronized void told(JobId crawlId, Instant upTo) {
    untold.removeIf(order -> order.crawlId().equals(crawlId) && !order.since().isAfter(upTo));
  }

  JobStatus status(Job job) {
    return find(job.id()).orElseThrow().status();
  }
}
