package lode.api.crawl;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import lode.api.http.Caller;
import lode.api.job.JobBody;
import lode.domain.crawl.ScrapeRequest;
import lode.domain.crawl.ScrapeRequestReader;
import lode.domain.job.JobKind;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Starts scrapes: crawls of exactly the URLs of a list, as messy as it may be. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/scrapes")
class ScrapeRoutes {

  private final CrawlIntake intake;

  ScrapeRoutes(CrawlIntake intake) {
    this.intake = intake;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ScrapeBody.class)))
  ResponseEntity<ScrapeAnswer> start(
      @PathVariable("projectId") Project project,
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      Caller caller) {
    ScrapeRequest scrape = ScrapeRequestReader.read(body, project.crawlDefaults());
    ResponseEntity<JobBody> job =
        intake.accept(JobKind.SCRAPE, project, scrape.crawl(), body, idempotencyKey, caller);
    return ResponseEntity.status(job.getStatusCode())
        .headers(job.getHeaders())
        .body(new ScrapeAnswer(job.getBody(), scrape.lines()));
  }
}
