package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.CharInterval;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was left out of sources when they were read last; works inside the caller's transaction. */
final class LeftOutRows {

  private final JdbcClient db;

  LeftOutRows(JdbcClient db) {
    this.db = db;
  }

  /**
   * Notes what an extraction left out of a source. Where another one has decided meanwhile that some
   * of it is boilerplate no more, the source is to be read again.
   */
  void keep(JobId jobId, UUID sourceId, UUID documentId, LeftOut leftOut) {
    if (leftOut.isEmpty()) {
      db.sql("delete from left_out_blocks where source_id = :source")
          .param("source", sourceId)
          .update();
      return;
    }
    db.sql(
            """
            insert into left_out_blocks (source_id, document_id, starts, ends, prints, characters, owed)
            values (:source, :document, :starts, :ends, :prints, :characters, exists (
                    select 1 from page_blocks b
                      join extraction_hosts h on h.job_id = :job and h.host = b.host
                      join boilerplate_sets n on n.project_id = b.project_id and n.host = b.host
                     where b.source_id = :source and n.version > h.version and n.released && :prints))
            on conflict (source_id) do update set
                   document_id = excluded.document_id, starts = excluded.starts, ends = excluded.ends,
                   prints = excluded.prints, characters = excluded.characters, owed = excluded.owed
            """)
        .param("job", jobId.value())
        .param("source", sourceId)
        .param("document", documentId)
        .param("starts", Rows.array(leftOut.intervals(), CharInterval::start, new Integer[0]))
        .param("ends", Rows.array(leftOut.intervals(), CharInterval::end, new Integer[0]))
        .param("prints", leftOut.prints().toArray(Long[]::new))
        .param("characters", leftOut.characters())
        .update();
  }

  LeftOut find(SourceId sourceId, DocumentId documentId) {
    return db.sql(
            "select starts, ends, prints from left_out_blocks"
                + " where source_id = :source and document_id = :document")
        .param("source", sourceId.value())
        .param("document", documentId.value())
        .query((row, number) -> leftOut(row))
        .optional()
        .orElse(LeftOut.NOTHING);
  }

  private static LeftOut leftOut(ResultSet row) throws SQLException {
    Integer[] starts = (Integer[]) row.getArray("starts").getArray();
    Integer[] ends = (Integer[]) row.getArray("ends").getArray();
    List<CharInterval> intervals = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      intervals.add(new CharInterval(starts[i], ends[i]));
    }
    return new LeftOut(intervals, List.of((Long[]) row.getArray("prints").getArray()));
  }
}
