package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Records;
import lode.domain.job.CursorInvalid;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Records} in Postgres. */
public final class PostgresRecords implements Records {

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresRecords(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public void replace(
      ProjectId projectId,
      String sourceGroup,
      int schemaVersion,
      List<ConsolidatedRecord> records,
      JobId jobId,
      Instant now) {
    transaction.executeWithoutResult(
        status -> {
          db.sql(
                  """
                  delete from records where project_id = :project and source_group = :group
                     and schema_version = :version and not field_group = any(:kept)
                  """)
              .param("project", projectId.value())
              .param("group", sourceGroup)
              .param("version", schemaVersion)
              .param(
                  "kept",
                  records.stream().map(ConsolidatedRecord::fieldGroup).toArray(String[]::new))
              .update();
          records.forEach(record -> upsert(record, jobId, now));
        });
  }

  private void upsert(ConsolidatedRecord record, JobId jobId, Instant now) {
    db.sql(
            """
            insert into records (project_id, source_group, field_group, schema_version, record, job_id, updated_at)
            values (:project, :sourceGroup, :fieldGroup, :version, :record, :job, :now)
            on conflict (project_id, source_group, field_group, schema_version) do update
               set record = excluded.record, job_id = excluded.job_id, updated_at = excluded.updated_at
            """)
        .param("project", record.projectId().value())
        .param("sourceGroup", record.sourceGroup())
        .param("fieldGroup", record.fieldGroup())
        .param("version", record.schemaVersion())
        .param("record", JsonColumns.ordered(record))
        .param("job", jobId.value())
        .param("now", Rows.time(now))
        .update();
  }

  @Override
  public Page<ConsolidatedRecord> list(
      ProjectId projectId,
      int schemaVersion,
      @Nullable String sourceGroup,
      @Nullable String fieldGroup,
      PageRequest page) {
    String after = Cursor.text(page);
    String[] key = after == null ? new String[] {null, null} : after.split("\u0001", 2);
    if (key.length < 2) {
      throw new CursorInvalid();
    }
    List<ConsolidatedRecord> rows =
        db.sql(
                """
                select record from records
                 where project_id = :project and schema_version = :version
                   and (cast(:sourceGroup as text) is null or source_group = :sourceGroup)
                   and (cast(:fieldGroup as text) is null or field_group = :fieldGroup)
                   and (cast(:afterSource as text) is null
                        or (source_group, field_group) > (:afterSource, :afterField))
                 order by source_group, field_group limit :limit
                """)
            .param("project", projectId.value())
            .param("version", schemaVersion)
            .param("sourceGroup", sourceGroup)
            .param("fieldGroup", fieldGroup)
            .param("afterSource", key[0])
            .param("afterField", key[1])
            .param("limit", page.limit() + 1)
            .query((row, number) -> JsonColumns.read(row, "record", ConsolidatedRecord.class))
            .list();
    return Cursor.textPage(
        rows, page, record -> Cursor.encode(record.sourceGroup() + '\u0001' + record.fieldGroup()));
  }

  @Override
  public List<ConsolidatedRecord> all(
      ProjectId projectId, int schemaVersion, List<String> sourceGroups, List<String> fieldGroups) {
    return db.sql(
            """
            select record from records
             where project_id = :project and schema_version = :version
               and (cardinality(cast(:sourceGroups as text[])) = 0 or source_group = any(:sourceGroups))
               and (cardinality(cast(:fieldGroups as text[])) = 0 or field_group = any(:fieldGroups))
             order by source_group, field_group
            """)
        .param("project", projectId.value())
        .param("version", schemaVersion)
        .param("sourceGroups", sourceGroups.toArray(String[]::new))
        .param("fieldGroups", fieldGroups.toArray(String[]::new))
        .query((row, number) -> JsonColumns.read(row, "record", ConsolidatedRecord.class))
        .list();
  }
}
