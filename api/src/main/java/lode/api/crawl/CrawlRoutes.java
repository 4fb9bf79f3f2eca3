package lode.api.crawl;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import lode.api.http.Caller;
import lode.api.job.JobBody;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
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

/** Starts crawls. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/crawls")
class CrawlRoutes {

  private final CrawlIntake intake;

  CrawlRoutes(CrawlIntake intake) {
    this.intake = intake;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = CrawlBody.class)))
  ResponseEntity<JobBody> start(
      @PathVariable("projectId") Project project,
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      Caller caller) {
    CrawlRequest crawl = CrawlRequestReader.read(body, project.crawlDefaults());
    return intake.accept(JobKind.CRAWL, project, crawl, body, idempotencyKey, caller);
  }
}
