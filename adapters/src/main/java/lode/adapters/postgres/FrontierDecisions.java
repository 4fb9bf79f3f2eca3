package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import lode.domain.crawl.UrlDecision;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what was decided for the URLs of a crawl. */
final class FrontierDecisions {

  private FrontierDecisions() {}

  /** See {@link lode.domain.crawl.Frontier#decisions}. */
  static Page<UrlDecision> list(
      JdbcClient db,
      JobId crawlId,
      @Nullable String decision,
      @Nullable String host,
      PageRequest page) {
    long after = Cursor.number(page, 0);
    List<Numbered> rows =
        db.sql(
                """
                select f.*, coalesce(f.decision, 'pending') as outcome from frontier f
                 where f.crawl_id = :crawl and f.seq > :after
                   and (cast(:decision as text) is null or coalesce(f.decision, 'pending') = :decision)
                   and (cast(:host as text) is null or regexp_replace(f.host_key, '^[a-z]+://|:[0-9]+$', '', 'g') = :host)
                 order by f.seq limit :limit
                """)
            .param("crawl", crawlId.value())
            .param("after", after)
            .param("decision", decision)
            .param("host", host)
            .param("limit", page.limit() + 1)
            .query((row, number) -> new Numbered(row.getLong("seq"), decision(row)))
            .list();
    return Cursor.textPage(rows, page, row -> Cursor.encode(Long.toString(row.seq)))
        .map(Numbered::decision);
  }

  private static UrlDecision decision(ResultSet row) throws SQLException {
    UUID source = Rows.uuid(row, "source_id");
    return new UrlDecision(
        row.getString("url"),
        row.getString("outcome"),
        row.getString("rule"),
        row.getInt("depth"),
        row.getString("source_group"),
        row.getInt("attempts"),
        Rows.nullableInt(row, "http_status"),
        source == null ? null : new SourceId(source),
        JsonColumns.readNullable(row, "error", JobError.class),
        Rows.nullableInstant(row, "decided_at"));
  }

  private record Numbered(long seq, UrlDecision decision) {}
}
