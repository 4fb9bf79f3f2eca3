package lode.api.project;

import java.time.Instant;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A project on the wire; its schema has a route of its own. */
record ProjectBody(
    ProjectId id,
    String name,
    @Nullable String description,
    String schemaName,
    int schemaVersion,
    JsonNode crawlDefaults,
    Instant createdAt,
    Instant updatedAt) {

  static ProjectBody of(Project project) {
    return new ProjectBody(
        project.id(),
        project.name(),
        project.description(),
        project.schema().name(),
        project.schemaVersion(),
        project.crawlDefaults(),
        project.createdAt(),
        project.updatedAt());
  }
}
