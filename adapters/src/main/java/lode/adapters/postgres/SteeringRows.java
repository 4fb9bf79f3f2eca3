package lode.adapters.postgres;

import lode.domain.crawl.Steering;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people want of a crawl, as its job's row and that of its pipeline say. */
final class SteeringRows {

  private SteeringRows() {}

  /** Of both rows: a crawl may have been accepted while its pipeline was being paused. */
  static Steering read(JdbcClient db, JobId crawlId) {
    return db.sql(
            """
            select j.status = 'paused' or p.status is not distinct from 'paused' as paused,
                   j.stop_requested_at is not null or p.stop_requested_at is not null as stopped,
                   coalesce(c.edition, 0) as edition
              from jobs j left join jobs p on p.id = j.parent_id left join crawls c on c.job_id = j.id
             where j.id = :crawl
            """)
        .param("crawl", crawlId.value())
        .query(
            (row, number) -> {
              boolean stopped = row.getBoolean("stopped");
              return new Steering(
                  row.getBoolean("paused") && !stopped, stopped, row.getInt("edition"));
            })
        .optional()
        .orElse(Steering.NONE);
  }
}
