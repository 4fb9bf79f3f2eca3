package lode.domain.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All projects. Each method is one transaction. */
public interface Projects {

  /**
   * Creates a project with schema version 1.
   *
   * @throws ProjectNameTaken when the name is taken
   */
  Project create(
      ProjectId id,
      String name,
      @Nullable String description,
      ExtractionSchema schema,
      JsonNode crawlDefaults,
      Instant now);

  /** The project. */
  Optional<Project> find(ProjectId id);

  /** The project of that name, whatever its case. */
  Optional<Project> findByName(String name);

  /** Projects by name, after the given one; {@code after} null for the first. */
  List<Project> list(@Nullable String after, int limit);

  /**
   * Edits what is not null.
   *
   * @param expectedEdition the edition that the caller read; null for any
   * @throws EditionChanged when the edition is another
   * @throws ProjectNameTaken when the name is taken
   */
  Project edit(
      ProjectId id,
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode crawlDefaults,
      @Nullable Integer expectedEdition,
      Instant now);

  /** One schema version. */
  Optional<SchemaVersion> schema(ProjectId id, int version);

  /** All schema versions, newest first. */
  List<SchemaVersion> schemas(ProjectId id);

  /**
   * Puts a schema in force: the same schema changes nothing, another one becomes the next version.
   *
   * @param force whether a breaking change is wanted although the schema is in use
   * @throws SchemaInUse when the change is breaking, the schema is in use and {@code force} is false
   */
  SchemaUpdate putSchema(ProjectId id, ExtractionSchema schema, boolean force, Instant now);

  /** What a schema update did. */
  record SchemaUpdate(
      SchemaVersion version, boolean changed, List<SchemaChange> changes, long extractionCount) {

    public SchemaUpdate {
      changes = List.copyOf(changes);
    }

    /** Whether extractions of another schema stay beside the new version. */
    public boolean leavesOldExtractions() {
      return changed && extractionCount > 0 && changes.stream().anyMatch(SchemaChange::breaking);
    }
  }
}
