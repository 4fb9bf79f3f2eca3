package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import lode.domain.crawl.UrlDecision;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;

/** Reads what was decided for a URL from its row of the frontier. */
final class UrlDecisionRows {

  private UrlDecisionRows() {}

  static UrlDecision read(ResultSet row) throws SQLException {
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
}
