package lode.activities.extraction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.project.Projects;
import lode.domain.project.SchemaVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Projects that all have the same schema: when a company was founded. */
final class OneSchema implements Projects {

  private static final Field FOUNDED =
      new Field(
          "founded",
          FieldType.INTEGER,
          "year of foundation",
          false,
          List.of(),
          null,
          null,
          null,
          null);
  private static final ExtractionSchema SCHEMA =
      new ExtractionSchema(
          "companies",
          null,
          null,
          null,
          List.of(
              new FieldGroup(
                  "company", "the company", false, List.of(), null, null, List.of(FOUNDED))));

  @Override
  public Optional<SchemaVersion> schema(ProjectId id, int version) {
    return Optional.of(new SchemaVersion(version, SCHEMA, Instant.EPOCH));
  }

  @Override
  public Project create(
      ProjectId id,
      String name,
      @Nullable String description,
      ExtractionSchema schema,
      JsonNode crawlDefaults,
      Instant now) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Optional<Project> findByName(String name) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<Project> list(@Nullable String after, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Project edit(
      ProjectId id,
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode crawlDefaults,
      @Nullable Integer expectedEdition,
      Instant now) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<SchemaVersion> schemas(ProjectId id) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public SchemaUpdate putSchema(ProjectId id, ExtractionSchema schema, boolean force, Instant now) {
    throw new AssertionError("no test asks for this");
  }
}
