package lode.api.job;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import lode.api.http.Problem;
import lode.api.http.Refused;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlChangeReader;
import lode.domain.crawl.CrawlSteering;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.Jobs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Steers crawls that run: pause, resume, stop, and changes of what is to be fetched. */
@RestController
@RequestMapping("/api/v1/jobs/{jobId}")
class SteeringRoutes {

  private final Jobs jobs;
  private final CrawlSteering steering;
  private final JobWorkflows workflows;
  private final TemporalSettings temporal;
  private final Clock clock;

  SteeringRoutes(
      Jobs jobs,
      CrawlSteering steering,
      JobWorkflows workflows,
      TemporalSettings temporal,
      Clock clock) {
    this.jobs = jobs;
    this.steering = steering;
    this.workflows = workflows;
    this.temporal = temporal;
    this.clock = clock;
  }

  @PostMapping("/pause")
  ResponseEntity<JobBody> pause(@PathVariable("jobId") Job job) {
    return ResponseEntity.accepted().body(steer(job, "pause", steering::pause));
  }

  @PostMapping("/resume")
  ResponseEntity<JobBody> resume(@PathVariable("jobId") Job job) {
    return ResponseEntity.accepted().body(steer(job, "resume", steering::resume));
  }

  @PostMapping("/stop")
  ResponseEntity<JobBody> stop(@PathVariable("jobId") Job job) {
    return ResponseEntity.accepted().body(steer(job, "stop", steering::stop));
  }

  @PatchMapping
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = CrawlChangeBody.class)))
  JobBody change(@PathVariable("jobId") Job job, @RequestBody JsonNode body) {
    JsonNode request = job.kind() == JobKind.PIPELINE ? job.payload().path("crawl") : job.payload();
    CrawlChange change =
        CrawlChangeReader.read(body, request.path("ignoreQueryParameters").asBoolean(false));
    return steer(job, "changed", (id, now) -> steering.change(id, change, now));
  }

  private JobBody steer(
      Job job, String signal, BiFunction<JobId, Instant, CrawlSteering.Answer> order) {
    Instant now = clock.instant();
    switch (order.apply(job.id(), now)) {
      case JOB_ENDED -> throw JobRoutes.ended(jobs.find(job.id()).orElse(job));
      case NOT_CRAWLING -> throw notCrawling();
      case DONE ->
          JobRoutes.crawl(jobs, job)
              .ifPresent(
                  crawl -> workflows.signal(crawl, signal, () -> steering.told(crawl.id(), now)));
    }
    return JobBody.of(jobs.find(job.id()).orElse(job), temporal, clock.instant());
  }

  private static Refused notCrawling() {
    return new Refused(
        Problem.of(
            HttpStatus.CONFLICT,
            "not-crawling",
            "Only a crawl that has not ended and is not being stopped can be steered; this job"
                + " does not crawl (any more)."));
  }
}
