package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import lode.domain.search.Passage;
import lode.domain.search.Passages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** {@link Passages} in Postgres. */
public final class PostgresPassages implements Passages {

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresPassages(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public List<UUID> replace(SourceId sourceId, List<Passage> passages, JobId jobId) {
    return transaction.execute(
        status -> {
          List<UUID> gone =
              db.sql(
                      "delete from passages where source_id = :source and not id = any(:kept) returning id")
                  .param("source", sourceId.value())
                  .param("kept", passages.stream().map(Passage::id).toArray(UUID[]::new))
                  .query(UUID.class)
                  .list();
          passages.forEach(passage -> upsert(passage, jobId));
          return gone;
        });
  }

  private void upsert(Passage passage, JobId jobId) {
    db.sql(
            """
            insert into passages (id, project_id, source_id, document_id, extraction_id, kind, source_group,
                                  field_group, heading, body, char_start, char_end, text_hash, job_id)
            values (:id, :project, :source, :document, :extraction, :kind, :sourceGroup, :fieldGroup, :heading, :body,
                    :start, :end, :hash, :job)
            on conflict (id) do update
               set document_id = excluded.document_id, extraction_id = excluded.extraction_id,
                   source_group = excluded.source_group, heading = excluded.heading, body = excluded.body,
                   char_start = excluded.char_start, char_end = excluded.char_end, text_hash = excluded.text_hash,
                   job_id = excluded.job_id
            """)
        .param("id", passage.id())
        .param("project", passage.projectId().value())
        .param("source", passage.sourceId().value())
        .param("document", passage.documentId().value())
        .param("extraction", passage.extractionId() == null ? null : passage.extractionId().value())
        .param("kind", passage.kind())
        .param("sourceGroup", passage.sourceGroup())
        .param("fieldGroup", passage.fieldGroup())
        .param("heading", passage.heading())
        .param("body", passage.text())
        .param("start", passage.interval().start())
        .param("end", passage.interval().end())
        .param("hash", Rows.bytes(ContentHash.of(passage.text())))
        .param("job", jobId.value())
        .update();
  }

  @Override
  public List<Passage> scan(@Nullable UUID after, int limit) {
    return db.sql(
            "select p.* from passages p where cast(:after as uuid) is null or p.id > :after"
                + " order by p.id limit :limit")
        .param("after", after)
        .param("limit", limit)
        .query((row, number) -> passage(row))
        .list();
  }

  @Override
  public Map<UUID, Found> find(ProjectId projectId, List<UUID> ids) {
    Map<UUID, Found> found = new HashMap<>();
    db.sql(
            """
            select p.*, s.url, e.data from passages p
              join sources s on s.id = p.source_id left join extractions e on e.id = p.extraction_id
             where p.project_id = :project and p.id = any(:ids)
            """)
        .param("project", projectId.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            (row, number) ->
                found.put(
                    Rows.uuid(row, "id"),
                    new Found(
                        passage(row),
                        row.getString("url"),
                        JsonColumns.readNullable(row, "data", JsonNode.class))))
        .list();
    return found;
  }

  private static Passage passage(ResultSet row) throws SQLException {
    UUID extraction = Rows.uuid(row, "extraction_id");
    return new Passage(
        Rows.uuid(row, "id"),
        new ProjectId(Rows.uuid(row, "project_id")),
        new SourceId(Rows.uuid(row, "source_id")),
        new DocumentId(Rows.uuid(row, "document_id")),
        extraction == null ? null : new ExtractionId(extraction),
        row.getString("source_group"),
        row.getString("field_group"),
        row.getString("heading"),
        row.getString("body"),
        new CharInterval(row.getInt("char_start"), row.getInt("char_end")));
  }
}
