package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.ExtractionQuery;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.Extractions;
import lode.domain.extraction.GroupAnswer;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** {@link Extractions} in Postgres. */
public final class PostgresExtractions implements Extractions {

  static final String SELECT =
      "select e.*, s.url from extractions e join sources s on s.id = e.source_id";

  private final JdbcClient db;

  /** Works on this database. */
  public PostgresExtractions(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Page<Extraction> list(ExtractionQuery query, PageRequest page) {
    Cursor cursor = Cursor.of(page);
    List<Extraction> rows =
        db.sql(
                SELECT
                    + """
                       where e.project_id = :project and e.current and e.facts > 0
                         and (cast(:source as uuid) is null or e.source_id = :source)
                         and (cast(:sourceGroup as text) is null or e.source_group = :sourceGroup)
                         and (cast(:fieldGroup as text) is null or e.field_group = :fieldGroup)
                         and (cast(:confidence as float8) is null or e.confidence >= :confidence)
                         and (cast(:schema as int) is null or e.schema_version = :schema)
                         and (e.extracted_at, e.id) < (:time, :id)
                       order by e.extracted_at desc, e.id desc limit :limit
                      """)
            .param("project", query.projectId().value())
            .param("source", query.sourceId() == null ? null : query.sourceId().value())
            .param("sourceGroup", query.sourceGroup())
            .param("fieldGroup", query.fieldGroup())
            .param("confidence", query.minConfidence())
            .param("schema", query.schemaVersion())
            .param("time", Rows.time(cursor.time()))
            .param("id", cursor.id())
            .param("limit", page.limit() + 1)
            .query(PostgresExtractions::extraction)
            .list();
    return Cursor.page(
        rows, page, extraction -> new Cursor(extraction.extractedAt(), extraction.id().value()));
  }

  @Override
  public Optional<Extraction> find(ProjectId projectId, ExtractionId id) {
    return db.sql(SELECT + " where e.project_id = :project and e.id = :id")
        .param("project", projectId.value())
        .param("id", id.value())
        .query(PostgresExtractions::extraction)
        .optional();
  }

  @Override
  public List<Extraction> current(ProjectId projectId, String sourceGroup, String fieldGroup) {
    return db.sql(
            SELECT
                + """
                   where e.project_id = :project and e.source_group = :sourceGroup
                     and e.field_group = :fieldGroup and e.current and e.facts > 0
                   order by s.url
                  """)
        .param("project", projectId.value())
        .param("sourceGroup", sourceGroup)
        .param("fieldGroup", fieldGroup)
        .query(PostgresExtractions::extraction)
        .list();
  }

  @Override
  public long count(ProjectId projectId) {
    return db.sql("select count(*) from extractions where project_id = :project")
        .param("project", projectId.value())
        .query(Long.class)
        .single();
  }

  static Extraction extraction(ResultSet row, int number) throws SQLException {
    return new Extraction(
        new ExtractionId(Rows.uuid(row, "id")),
        new ProjectId(Rows.uuid(row, "project_id")),
        new SourceId(Rows.uuid(row, "source_id")),
        row.getString("url"),
        row.getString("source_group"),
        new DocumentId(Rows.uuid(row, "document_id")),
        row.getInt("schema_version"),
        row.getString("fingerprint"),
        Rows.hash(row, "content_hash"),
        ExtractionStatus.of(row.getString("status")),
        JsonColumns.read(row, "data", JsonNode.class),
        JsonColumns.read(row, "answer", GroupAnswer.class),
        row.getDouble("confidence"),
        Rows.instant(row, "extracted_at"));
  }
}
