package lode.api.extraction;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import lode.api.http.Caller;
import lode.api.http.JsonBodies;
import lode.api.http.Paging;
import lode.api.http.Refused;
import lode.api.job.JobBody;
import lode.api.job.JobIntake;
import lode.domain.extraction.ExtractRequest;
import lode.domain.job.JobKind;
import lode.domain.project.FieldGroup;
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
import tools.jackson.databind.node.JsonNodeFactory;

/** Starts extractions. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/extract")
class ExtractRoutes {

  private final JobIntake intake;

  ExtractRoutes(JobIntake intake) {
    this.intake = intake;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = ExtractBody.class)))
  ResponseEntity<JobBody> start(
      @PathVariable("projectId") Project project,
      @RequestBody(required = false) @Nullable JsonNode given,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      Caller caller) {
    JsonNode body = given == null ? JsonNodeFactory.instance.objectNode() : given;
    ExtractRequest request = request(JsonBodies.read(body, "", ExtractBody.class), project);
    return intake.accept(
        new JobIntake.Request(
            JobKind.EXTRACT, project.id(), request, body, idempotencyKey, caller));
  }

  private static ExtractRequest request(ExtractBody body, Project project) {
    if (Boolean.TRUE.equals(body.dryRun())) {
      throw Refused.invalid("/dryRun", "not supported yet by this version: leave it out");
    }
    List<String> known = project.schema().fieldGroups().stream().map(FieldGroup::name).toList();
    List<String> fieldGroups = body.fieldGroups() == null ? List.of() : body.fieldGroups();
    Paging.checkKnown("/fieldGroups", "field group of the schema", fieldGroups, known);
    return new ExtractRequest(
        body.sourceIds() == null ? List.of() : body.sourceIds(),
        body.sourceGroups() == null ? List.of() : body.sourceGroups(),
        fieldGroups,
        Boolean.TRUE.equals(body.force()),
        null);
  }
}
