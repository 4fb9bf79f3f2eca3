package lode.api.project;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import lode.api.http.Refused;
import lode.domain.job.Page;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Project;
import lode.domain.project.Projects;
import lode.domain.project.Projects.SchemaUpdate;
import lode.domain.project.SchemaChange;
import lode.domain.project.SchemaVersion;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A project's extraction schema and its versions. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/schema")
class SchemaRoutes {

  private final Projects projects;
  private final Clock clock;

  SchemaRoutes(Projects projects, Clock clock) {
    this.projects = projects;
    this.clock = clock;
  }

  @GetMapping
  SchemaVersion present(@PathVariable("projectId") Project project) {
    return version(project, project.schemaVersion());
  }

  @GetMapping("/versions")
  Page<SchemaVersion> versions(@PathVariable("projectId") Project project) {
    return new Page<>(projects.schemas(project.id()), null);
  }

  @GetMapping("/versions/{version}")
  SchemaVersion version(
      @PathVariable("projectId") Project project, @PathVariable("version") int version) {
    return projects
        .schema(project.id(), version)
        .orElseThrow(() -> Refused.notFound("schema version", version));
  }

  @PutMapping
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ExtractionSchema.class)))
  ResponseEntity<SchemaUpdateBody> put(
      @PathVariable("projectId") Project project,
      @RequestBody JsonNode schema,
      @RequestParam(defaultValue = "false") boolean force) {
    ExtractionSchema read = SchemaBodies.read(schema, "");
    SchemaUpdate update = projects.putSchema(project.id(), read, force, clock.instant());
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (update.leavesOldExtractions()) {
      answer.header(
          "X-Extraction-Warning",
          update.extractionCount()
              + " extractions keep the schema version that they were made with; extract again to"
              + " bring them to version "
              + update.version().version());
    }
    return answer.body(SchemaUpdateBody.of(update));
  }

  /** What became of a schema that was put. */
  record SchemaUpdateBody(
      int version,
      ExtractionSchema schema,
      Instant createdAt,
      boolean changed,
      List<SchemaChange> changes) {

    static SchemaUpdateBody of(SchemaUpdate update) {
      SchemaVersion version = update.version();
      return new SchemaUpdateBody(
          version.version(),
          version.schema(),
          version.createdAt(),
          update.changed(),
          update.changes());
    }
  }
}
