package lode.api.pipeline;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.api.crawl.RenderingIntake;
import lode.api.http.Caller;
import lode.api.http.Refused;
import lode.api.job.JobBody;
import lode.api.job.JobIntake;
import lode.api.report.ReportBodies;
import lode.domain.crawl.CrawlAccessReader;
import lode.domain.crawl.CrawlInvalid;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.job.JobKind;
import lode.domain.operations.Role;
import lode.domain.project.Project;
import lode.domain.project.SchemaProblem;
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
import tools.jackson.databind.node.ObjectNode;

/** Starts pipelines: crawl, extract, and report where one is asked for. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/pipelines")
class PipelineRoutes {

  private static final String REPORT = "report";

  private final JobIntake intake;
  private final RenderingIntake rendering;

  PipelineRoutes(JobIntake intake, RenderingIntake rendering) {
    this.intake = intake;
    this.rendering = rendering;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = PipelineBody.class)))
  ResponseEntity<JobBody> start(
      @PathVariable("projectId") Project project,
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      Caller caller) {
    Map<String, Object> payload = payload(project, body);
    if (body.hasNonNull("allowedNetworks")) {
      caller.require(Role.ADMIN, "allowedNetworks");
    }
    return intake.accept(
        new JobIntake.Request(
            JobKind.PIPELINE,
            project.id(),
            payload,
            body,
            idempotencyKey,
            caller,
            CrawlAccessReader.read(body, (CrawlRequest) payload.get("crawl"))));
  }

  private Map<String, Object> payload(Project project, JsonNode body) {
    List<SchemaProblem> problems = new ArrayList<>();
    Map<String, Object> payload = new LinkedHashMap<>();
    try {
      CrawlRequest crawl = CrawlRequestReader.read(crawl(body), project.crawlDefaults());
      rendering.problem(crawl).ifPresent(problems::add);
      payload.put("crawl", crawl);
    } catch (CrawlInvalid invalid) {
      problems.addAll(invalid.problems());
    }
    if (body.path("autoExtract").isBoolean() && !body.path("autoExtract").booleanValue()) {
      problems.add(new SchemaProblem("/autoExtract", "a pipeline always extracts: leave it out"));
    }
    if (body.hasNonNull(REPORT)) {
      payload.put(
          REPORT, ReportBodies.read(body.get(REPORT), "/" + REPORT, project.schema(), problems));
    }
    Refused.anyOf(problems);
    return payload;
  }

  private static JsonNode crawl(JsonNode body) {
    if (!body.isObject()) {
      return body;
    }
    ObjectNode crawl = (ObjectNode) body.deepCopy();
    crawl.remove(REPORT);
    return crawl;
  }
}
