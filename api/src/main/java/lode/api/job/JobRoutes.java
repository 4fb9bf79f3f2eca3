package lode.api.job;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.api.http.Caller;
import lode.api.http.Paging;
import lode.api.http.Problem;
import lode.api.http.Refused;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.UrlDecision;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobQuery;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs: list, read, cancel, and what a crawl decided for each URL. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobRoutes {

  private static final List<String> DECISIONS =
      List.of("fetched", "unchanged", "skipped", "failed", "pending");

  private final Jobs jobs;
  private final Frontier frontier;
  private final JobWorkflows workflows;
  private final TemporalSettings temporal;
  private final Clock clock;

  JobRoutes(
      Jobs jobs,
      Frontier frontier,
      JobWorkflows workflows,
      TemporalSettings temporal,
      Clock clock) {
    this.jobs = jobs;
    this.frontier = frontier;
    this.workflows = workflows;
    this.temporal = temporal;
    this.clock = clock;
  }

  @GetMapping
  Page<JobBody> list(
      @RequestParam(required = false) @Nullable ProjectId projectId,
      @RequestParam(required = false) @Nullable JobKind kind,
      @RequestParam(required = false) @Nullable JobStatus status,
      @RequestParam(required = false) @Nullable Instant createdAfter,
      @RequestParam(required = false) @Nullable Instant createdBefore,
      @RequestParam(required = false) @Nullable JobId parentId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller) {
    if (projectId != null) {
      caller.requireReach(projectId);
    } else if (caller.key().projectIds() != null) {
      throw Refused.forbidden("This key is for some projects: name one with ?projectId=.");
    }
    JobQuery query = new JobQuery(projectId, kind, status, createdAfter, createdBefore, parentId);
    return jobs.list(query, Paging.of(limit, cursor)).map(this::body);
  }

  @GetMapping("/{jobId}")
  JobBody get(@PathVariable("jobId") Job job) {
    return body(job);
  }

  @PostMapping("/{jobId}/cancel")
  ResponseEntity<JobBody> cancel(@PathVariable("jobId") Job job) {
    if (!jobs.requestCancel(job.id(), clock.instant())) {
      throw ended(jobs.find(job.id()).orElse(job));
    }
    if (!workflows.cancel(job)) {
      jobs.finish(job.id(), JobOutcome.cancelled(Map.of()), clock.instant());
    }
    return ResponseEntity.accepted().body(body(jobs.find(job.id()).orElse(job)));
  }

  static Refused ended(Job job) {
    return new Refused(
        Problem.of(
            HttpStatus.CONFLICT, "job-ended", "The job has ended: it is " + job.status().label()));
  }

  @GetMapping("/{jobId}/urls")
  Page<UrlDecision> urls(
      @PathVariable("jobId") Job job,
      @RequestParam(required = false) @Nullable String decision,
      @RequestParam(required = false) @Nullable String host,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (decision != null && !DECISIONS.contains(decision)) {
      throw Refused.invalid("?decision", "must be one of " + String.join(", ", DECISIONS));
    }
    PageRequest page = Paging.of(limit, cursor);
    return crawl(job)
        .map(crawl -> frontier.decisions(crawl.id(), decision, host, page))
        .orElse(new Page<>(List.of(), null));
  }

  /** The job itself, or the crawl of a pipeline, if it has begun. */
  private Optional<Job> crawl(Job job) {
    return crawl(jobs, job);
  }

  static Optional<Job> crawl(Jobs jobs, Job job) {
    if (job.kind() != JobKind.PIPELINE) {
      return Optional.of(job);
    }
    JobQuery child = new JobQuery(job.projectId(), JobKind.CRAWL, null, null, null, job.id());
    return jobs.list(child, new PageRequest(1, null)).items().stream().findFirst();
  }

  private JobBody body(Job job) {
    return JobBody.of(job, temporal, clock.instant());
  }
}
