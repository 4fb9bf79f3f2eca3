package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceQuery;
import lode.domain.document.SourceStatus;
import lode.domain.document.SourceSummary;
import lode.domain.document.Sources;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Sources} in Postgres. */
public final class PostgresSources implements Sources {

  /** Where the project has or had what the document was made of. */
  private static final String OWN_DOCUMENT =
      """
         select 1 from source_versions v join sources s on s.id = v.source_id
          where s.project_id = :project and v.body_hash = d.body_hash
         union all
         select 1 from extractions e where e.project_id = :project and e.document_id = d.id
         union all
         select 1 from sources s where s.project_id = :project and s.body_hash = d.body_hash)
      """;

  private final JdbcClient db;
  private final SourceUrls urls;

  /** Works on this database. */
  public PostgresSources(JdbcClient db) {
    this.db = db;
    this.urls = new SourceUrls(db);
  }

  @Override
  public Page<Source> list(SourceQuery query, PageRequest page) {
    Cursor cursor = Cursor.of(page);
    List<Source> rows =
        db.sql(
                SourceUrls.SELECT
                    + """
                 where s.project_id = :project and (:duplicates or i.same_as is null)
                   and (cast(:group as text) is null or s.source_group = :group)
                   and (cast(:status as text) is null or STATUS = :status)
                   and (cast(:host as text) is null or s.host = :host)
                   and (cast(:crawl as uuid) is null or exists (
                         select 1 from frontier f where f.crawl_id = :crawl and f.source_id = s.id))
                   and (s.created_at, s.id) < (:time, :id)
                 order by s.created_at desc, s.id desc limit :limit
                """
                        .replace("STATUS", SourceUrls.STATUS))
            .param("project", query.projectId().value())
            .param("duplicates", query.duplicates())
            .param("group", query.sourceGroup())
            .param("status", query.status() == null ? null : query.status().label())
            .param("host", query.host())
            .param("crawl", query.seenByJob() == null ? null : query.seenByJob().value())
            .param("time", Rows.time(cursor.time()))
            .param("id", cursor.id())
            .param("limit", page.limit() + 1)
            .query(SourceUrls::source)
            .list();
    return urls.read(
        Cursor.page(rows, page, source -> new Cursor(source.createdAt(), source.id().value())));
  }

  @Override
  public Optional<Source> find(ProjectId projectId, SourceId id) {
    return db.sql(SourceUrls.SELECT + " where s.project_id = :project and s.id = :id")
        .param("project", projectId.value())
        .param("id", id.value())
        .query(SourceUrls::source)
        .optional()
        .map(urls::read);
  }

  @Override
  public SourceSummary summary(ProjectId projectId) {
    Map<String, Long> byStatus = counts(projectId, SourceUrls.STATUS);
    long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
    return new SourceSummary(
        total, byStatus, counts(projectId, "s.source_group"), urls.duplicates(projectId));
  }

  private Map<String, Long> counts(ProjectId projectId, String column) {
    Map<String, Long> counts = new LinkedHashMap<>();
    db.sql(
            "select "
                + column
                + " as name, count(*) as n from sources s"
                + " left join source_identities i on i.source_id = s.id"
                + " where s.project_id = :project and i.same_as is null group by 1 order by 1")
        .param("project", projectId.value())
        .query((row, number) -> counts.put(row.getString("name"), row.getLong("n")))
        .list();
    return counts;
  }

  @Override
  public Optional<RawBody> body(ProjectId projectId, SourceId id) {
    return db.sql(
            """
            select b.deflated, b.content_type from sources s join bodies b on b.hash = s.body_hash
             where s.project_id = :project and s.id = :id
            """)
        .param("project", projectId.value())
        .param("id", id.value())
        .query(PostgresSources::body)
        .optional();
  }

  @Override
  public Optional<Document> document(ProjectId projectId, SourceId id) {
    return db.sql(
            """
            select d.deflated from sources s join documents d on d.id = s.document_id
             where s.project_id = :project and s.id = :id
            """)
        .param("project", projectId.value())
        .param("id", id.value())
        .query((row, number) -> document(row))
        .optional();
  }

  @Override
  public Optional<Document> document(ProjectId projectId, DocumentId id) {
    return db.sql(
            """
            select d.deflated from documents d
             where d.id = :id and exists (
            """
                + OWN_DOCUMENT)
        .param("project", projectId.value())
        .param("id", id.value())
        .query((row, number) -> document(row))
        .optional();
  }

  @Override
  public Optional<RawBody> body(ProjectId projectId, DocumentId id) {
    return db.sql(
            """
            select b.deflated, b.content_type from documents d join bodies b on b.hash = d.body_hash
             where d.id = :id and exists (
            """
                + OWN_DOCUMENT)
        .param("project", projectId.value())
        .param("id", id.value())
        .query(PostgresSources::body)
        .optional();
  }

  private static RawBody body(ResultSet row, int number) throws SQLException {
    return new RawBody(Deflated.inflate(row.getBytes("deflated")), row.getString("content_type"));
  }

  static Document document(ResultSet row) throws SQLException {
    String json =
        new String(
            Deflated.inflate(row.getBytes("deflated")), java.nio.charset.StandardCharsets.UTF_8);
    return JsonColumns.fromText(json, Document.class);
  }

  static Source source(ResultSet row) throws SQLException {
    UUID document = Rows.uuid(row, "document_id");
    UUID job = Rows.uuid(row, "created_by_job");
    return new Source(
        new SourceId(Rows.uuid(row, "id")),
        new ProjectId(Rows.uuid(row, "project_id")),
        row.getString("url"),
        row.getString("source_group"),
        row.getString("host"),
        SourceStatus.of(row.getString("status")),
        row.getString("title"),
        row.getString("language"),
        certainty(row),
        row.getInt("http_status"),
        row.getInt("version"),
        document == null ? null : new DocumentId(document),
        job == null ? null : new JobId(job),
        metadata(row),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "fetched_at"),
        Rows.instant(row, "verified_at"));
  }

  /** Stored as a float: two digits are what it is worth. */
  private static @Nullable Double certainty(ResultSet row) throws SQLException {
    float certainty = row.getFloat("language_certainty");
    return row.wasNull() ? null : Math.round(certainty * 100) / 100.0;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> metadata(ResultSet row) throws SQLException {
    return JsonColumns.fromText(row.getString("metadata"), Map.class);
  }
}
