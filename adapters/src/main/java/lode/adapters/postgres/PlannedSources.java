package lode.adapters.postgres;

import java.time.Instant;
import java.util.UUID;
import lode.domain.extraction.ExtractRequest;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans the sources that an extraction means; works inside the caller's transaction. */
final class PlannedSources {

  /** The sources that the request names, and the main source that each is linked to. */
  private static final String MEANT =
      """
      meant as (
        select s.id, s.status, s.extracted_version, s.source_group, s.url, i.same_as
          from jobs j join sources s on s.project_id = j.project_id
          left join source_identities i on i.source_id = s.id
         where j.id = :job
           and (cardinality(cast(:sources as uuid[])) = 0 or s.id = any(cast(:sources as uuid[])))
           and (cardinality(cast(:groups as text[])) = 0 or s.source_group = any(cast(:groups as text[])))
           and (cast(:crawl as uuid) is null or exists (
                 select 1 from frontier f where f.crawl_id = :crawl and f.source_id = s.id)))""";

  private final JdbcClient db;
  private final JobId jobId;
  private final ExtractRequest request;

  PlannedSources(JdbcClient db, JobId jobId, ExtractRequest request) {
    this.db = db;
    this.jobId = jobId;
    this.request = request;
  }

  /** Plans what is stale, main sources in place of those that are linked to them; gives how many. */
  int planStale(String fingerprint) {
    return statement(
            """
            with MEANT
            insert into extraction_units (job_id, ordinal, source_id)
            select j.id, row_number() over (order by s.source_group, s.url) - 1, s.id
              from jobs j join sources s on s.project_id = j.project_id
             where j.id = :job and s.id in (select coalesce(same_as, id) from meant)
               and (:force or s.status in ('pending', 'partial', 'failed')
                    or s.extracted_version is distinct from s.version
                    or s.extracted_schema is distinct from j.schema_version
                    or s.extracted_by is distinct from :fingerprint
                    or exists (select 1 from left_out_blocks l where l.source_id = s.id and l.owed))
            """)
        .param("force", request.force())
        .param("fingerprint", fingerprint)
        .update();
  }

  /** Plans the sources that text came back to, from this ordinal on; gives how many. */
  int planOwed(int from) {
    return statement(
            """
            with MEANT
            insert into extraction_units (job_id, ordinal, source_id)
            select :job, :from + row_number() over (order by s.source_group, s.url) - 1, s.id
              from left_out_blocks l join sources s on s.id = l.source_id
             where l.owed and s.id in (select coalesce(same_as, id) from meant)
               and not exists (select 1 from extraction_units u where u.job_id = :job and u.source_id = s.id)
            """)
        .param("from", from)
        .update();
  }

  /**
   * Notes which sources are linked since the last extraction, from this ordinal on; gives how many.
   * Their extractions stay readable and count no more; one that is let go again is stale.
   */
  int leaveOutLinked(int from, Instant now) {
    return statement(
            """
            with MEANT,
            linked as (
              select meant.id, meant.url, m.url as main, row_number() over (order by meant.source_group, meant.url) - 1 as n
                from meant join sources m on m.id = meant.same_as
               where meant.status <> 'skipped' or meant.extracted_version is not null),
            noted as (
              update sources s set status = 'skipped', extracted_version = null from linked where s.id = linked.id),
            retired as (
              update extractions e set current = false from linked where e.source_id = linked.id and e.current)
            insert into extraction_units (job_id, ordinal, source_id, status, reason, decided_at)
            select :job, :from + n, id, 'skipped', 'same content as ' || main, :now from linked
            """)
        .param("now", Rows.time(now))
        .param("from", from)
        .update();
  }

  private JdbcClient.StatementSpec statement(String sql) {
    return db.sql(sql.replace("MEANT", MEANT))
        .param("job", jobId.value())
        .param("sources", request.sourceIds().stream().map(id -> id.value()).toArray(UUID[]::new))
        .param("groups", request.sourceGroups().toArray(String[]::new))
        .param("crawl", request.crawlId() == null ? null : request.crawlId().value());
  }
}
