package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lode.domain.project.EditionChanged;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.project.ProjectNameTaken;
import lode.domain.project.Projects;
import lode.domain.project.SchemaChange;
import lode.domain.project.SchemaDiff;
import lode.domain.project.SchemaHash;
import lode.domain.project.SchemaInUse;
import lode.domain.project.SchemaVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** {@link Projects} in Postgres. */
public final class PostgresProjects implements Projects {

  private static final String SELECT =
      """
      select p.*, v.schema from projects p
        join schema_versions v on v.project_id = p.id and v.version = p.schema_version
      """;

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresProjects(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public Project create(
      ProjectId id,
      String name,
      @Nullable String description,
      ExtractionSchema schema,
      JsonNode crawlDefaults,
      Instant now) {
    try {
      return transaction.execute(
          status -> {
            db.sql(
                    """
                    insert into projects (id, name, description, crawl_defaults, schema_version, created_at, updated_at)
                    values (:id, :name, :description, :defaults, 1, :now, :now)
                    """)
                .param("id", id.value())
                .param("name", Rows.text(name))
                .param("description", Rows.text(description))
                .param("defaults", JsonColumns.parameter(crawlDefaults))
                .param("now", Rows.time(now))
                .update();
            keep(id, 1, schema, now);
            return find(id).orElseThrow();
          });
    } catch (DuplicateKeyException taken) {
      throw new ProjectNameTaken(name);
    }
  }

  private void keep(ProjectId id, int version, ExtractionSchema schema, Instant now) {
    db.sql(
            """
            insert into schema_versions (project_id, version, schema, schema_hash, created_at)
            values (:project, :version, :schema, decode(:hash, 'hex'), :now)
            """)
        .param("project", id.value())
        .param("version", version)
        .param("schema", JsonColumns.parameter(schema))
        .param("hash", SchemaHash.of(schema))
        .param("now", Rows.time(now))
        .update();
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return db.sql(SELECT + " where p.id = :id")
        .param("id", id.value())
        .query(PostgresProjects::project)
        .optional();
  }

  @Override
  public Optional<Project> findByName(String name) {
    return db.sql(SELECT + " where lower(p.name) = lower(:name)")
        .param("name", name)
        .query(PostgresProjects::project)
        .optional();
  }

  @Override
  public List<Project> list(@Nullable String after, int limit) {
    return db.sql(
            SELECT
                + " where cast(:after as text) is null or lower(p.name) > lower(:after)"
                + " order by lower(p.name) limit :limit")
        .param("after", after)
        .param("limit", limit)
        .query(PostgresProjects::project)
        .list();
  }

  @Override
  public Project edit(
      ProjectId id,
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode crawlDefaults,
      @Nullable Integer expectedEdition,
      Instant now) {
    try {
      int edited =
          db.sql(
                  """
                  update projects set name = coalesce(:name, name), description = coalesce(:description, description),
                         crawl_defaults = coalesce(cast(:defaults as jsonb), crawl_defaults), updated_at = :now,
                         edition = edition + 1
                   where id = :id and edition = coalesce(cast(:edition as int), edition)
                  """)
              .param("id", id.value())
              .param("name", Rows.text(name))
              .param("description", Rows.text(description))
              .param("defaults", JsonColumns.parameter(crawlDefaults))
              .param("edition", expectedEdition)
              .param("now", Rows.time(now))
              .update();
      if (edited == 0) {
        find(id).orElseThrow();
        throw new EditionChanged();
      }
    } catch (DuplicateKeyException taken) {
      throw new ProjectNameTaken(String.valueOf(name));
    }
    return find(id).orElseThrow();
  }

  @Override
  public Optional<SchemaVersion> schema(ProjectId id, int version) {
    return db.sql(
            "select version, schema, created_at from schema_versions where project_id = :id and version = :version")
        .param("id", id.value())
        .param("version", version)
        .query(PostgresProjects::schemaVersion)
        .optional();
  }

  @Override
  public List<SchemaVersion> schemas(ProjectId id) {
    return db.sql(
            "select version, schema, created_at from schema_versions where project_id = :id"
                + " order by version desc")
        .param("id", id.value())
        .query(PostgresProjects::schemaVersion)
        .list();
  }

  @Override
  public SchemaUpdate putSchema(ProjectId id, ExtractionSchema schema, boolean force, Instant now) {
    return transaction.execute(
        status -> {
          lock(id);
          Project project = find(id).orElseThrow();
          long extractions = extractionCount(id);
          if (SchemaHash.of(schema).equals(SchemaHash.of(project.schema()))) {
            SchemaVersion present = schema(id, project.schemaVersion()).orElseThrow();
            return new SchemaUpdate(present, false, List.of(), extractions);
          }
          List<SchemaChange> changes = SchemaDiff.between(project.schema(), schema);
          long liveJobs = liveJobs(id);
          if (SchemaDiff.breaks(changes) && extractions + liveJobs > 0 && !force) {
            throw new SchemaInUse(extractions, liveJobs, changes);
          }
          return new SchemaUpdate(next(project, schema, now), true, changes, extractions);
        });
  }

  private void lock(ProjectId id) {
    db.sql("select 1 from projects where id = :id for update")
        .param("id", id.value())
        .query(Integer.class)
        .optional();
  }

  private long extractionCount(ProjectId id) {
    return db.sql("select count(*) from extractions where project_id = :id")
        .param("id", id.value())
        .query(Long.class)
        .single();
  }

  /** Jobs that pinned the schema when they were accepted and may yet extract with it. */
  private long liveJobs(ProjectId id) {
    return db.sql(
            """
            select count(*) from jobs where project_id = :id and kind in ('extract', 'pipeline')
               and status in ('queued', 'running', 'paused') and parent_id is null
            """)
        .param("id", id.value())
        .query(Long.class)
        .single();
  }

  private SchemaVersion next(Project project, ExtractionSchema schema, Instant now) {
    int version = project.schemaVersion() + 1;
    keep(project.id(), version, schema, now);
    db.sql(
            "update projects set schema_version = :version, updated_at = :now, edition = edition + 1"
                + " where id = :id")
        .param("id", project.id().value())
        .param("version", version)
        .param("now", Rows.time(now))
        .update();
    return new SchemaVersion(version, schema, now);
  }

  private static Project project(ResultSet row, int number) throws SQLException {
    return new Project(
        new ProjectId(Rows.uuid(row, "id")),
        row.getString("name"),
        row.getString("description"),
        JsonColumns.read(row, "crawl_defaults", JsonNode.class),
        JsonColumns.read(row, "schema", ExtractionSchema.class),
        row.getInt("schema_version"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"),
        row.getInt("edition"));
  }

  private static SchemaVersion schemaVersion(ResultSet row, int number) throws SQLException {
    return new SchemaVersion(
        row.getInt("version"),
        JsonColumns.read(row, "schema", ExtractionSchema.class),
        Rows.instant(row, "created_at"));
  }
}
