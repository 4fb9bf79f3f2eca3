package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.domain.crawl.CrawlCounters;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ModelUsage;
import lode.domain.job.IdempotencyKeyReused;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobQuery;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.job.NewJob;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** {@link Jobs} in Postgres. */
public final class PostgresJobs implements Jobs {

  /** A job with its counters; a pipeline shows its children's. */
  private static final String SELECT =
      """
      select j.*,
             c.discovered, c.fetched, c.unchanged, c.skipped, c.failed, c.created, c.updated, c.bytes,
             e.planned, e.extracted, e.unchanged as e_unchanged, e.skipped as e_skipped, e.partial,
             e.failed as e_failed, e.indexed, e.facts, e.model_calls, e.completion_hits,
             e.prompt_tokens, e.reply_tokens
        from jobs j
        left join lateral (select id from jobs where parent_id = j.id and kind = 'crawl'
                            order by created_at desc, id limit 1) jc on true
        left join crawls c on c.job_id = coalesce(jc.id, j.id)
        left join lateral (select id from jobs where parent_id = j.id and kind = 'extract'
                            order by created_at desc, id limit 1) je on true
        left join extraction_runs e on e.job_id = coalesce(je.id, j.id)
      """;

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresJobs(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public Job accept(NewJob job) {
    return transaction.execute(
        status -> {
          Optional<Job> earlier = earlier(job);
          if (earlier.isPresent()) {
            return earlier.get();
          }
          if (insert(job)) {
            keepSecrets(job);
          }
          // Another request with the same idempotency key may have won the race.
          return find(job.id()).or(() -> earlier(job)).orElseThrow();
        });
  }

  private Optional<Job> earlier(NewJob job) {
    NewJob.Idempotency idempotency = job.idempotency();
    if (idempotency == null) {
      return Optional.empty();
    }
    Optional<Map<String, Object>> row =
        db
            .sql(
                "select id, encode(request_hash, 'hex') as hash from jobs"
                    + " where idempotency_owner = :owner and idempotency_key = :key")
            .param("owner", idempotency.owner())
            .param("key", idempotency.key())
            .query()
            .listOfRows()
            .stream()
            .findFirst();
    if (row.isEmpty()) {
      return Optional.empty();
    }
    if (!idempotency.requestHash().equals(row.get().get("hash"))) {
      throw new IdempotencyKeyReused(idempotency.key());
    }
    return find(new JobId((UUID) row.get().get("id")));
  }

  /** The share lock waits for a schema that is just being put, so that no job pins the one before. */
  private boolean insert(NewJob job) {
    NewJob.Idempotency idempotency = job.idempotency();
    return db.sql(
                """
            insert into jobs (id, project_id, parent_id, kind, status, payload, schema_version, workflow_id,
                              idempotency_owner, idempotency_key, request_hash)
            select :id, p.id, :parent, :kind, 'queued', :payload, p.schema_version, :workflow,
                   :owner, :key, decode(:hash, 'hex')
              from projects p where p.id = :project for key share of p
            on conflict do nothing
            """)
            .param("id", job.id().value())
            .param("project", job.projectId().value())
            .param("parent", job.parentId() == null ? null : job.parentId().value())
            .param("kind", job.kind().label())
            .param("payload", JsonColumns.parameter(job.payload()))
            .param("workflow", job.kind().workflowId(job.id()))
            .param("owner", idempotency == null ? null : idempotency.owner())
            .param("key", idempotency == null ? null : idempotency.key())
            .param("hash", idempotency == null ? null : idempotency.requestHash())
            .update()
        == 1;
  }

  /** In the same transaction: no job runs without what it was accepted with. */
  private void keepSecrets(NewJob job) {
    if (job.sealed() != null) {
      db.sql("insert into crawl_secrets (job_id, sealed) values (:job, :sealed)")
          .param("job", job.id().value())
          .param("sealed", job.sealed())
          .update();
    }
  }

  @Override
  public Optional<Job> find(JobId id) {
    return db.sql(SELECT + " where j.id = :id")
        .param("id", id.value())
        .query(PostgresJobs::job)
        .optional();
  }

  @Override
  public Page<Job> list(JobQuery query, PageRequest page) {
    Cursor cursor = Cursor.of(page);
    List<Job> rows =
        db.sql(
                SELECT
                    + """
                       where (cast(:project as uuid) is null or j.project_id = :project)
                         and (cast(:kind as text) is null or j.kind = :kind)
                         and (cast(:status as text) is null or j.status = :status)
                         and (cast(:parent as uuid) is null or j.parent_id = :parent)
                         and (cast(:after as timestamptz) is null or j.created_at > :after)
                         and (cast(:before as timestamptz) is null or j.created_at < :before)
                         and (j.created_at, j.id) < (:time, :id)
                       order by j.created_at desc, j.id desc limit :limit
                      """)
            .param("project", query.projectId() == null ? null : query.projectId().value())
            .param("kind", query.kind() == null ? null : query.kind().label())
            .param("status", query.status() == null ? null : query.status().label())
            .param("parent", query.parentId() == null ? null : query.parentId().value())
            .param("after", query.createdAfter() == null ? null : Rows.time(query.createdAfter()))
            .param(
                "before", query.createdBefore() == null ? null : Rows.time(query.createdBefore()))
            .param("time", Rows.time(cursor.time()))
            .param("id", cursor.id())
            .param("limit", page.limit() + 1)
            .query(PostgresJobs::job)
            .list();
    return Cursor.page(rows, page, job -> new Cursor(job.createdAt(), job.id().value()));
  }

  @Override
  public List<Job> live(int limit) {
    return db.sql(
            SELECT
                + " where j.status in ('queued', 'running', 'paused') and j.parent_id is null"
                + " order by j.created_at limit :limit")
        .param("limit", limit)
        .query(PostgresJobs::job)
        .list();
  }

  @Override
  public Job begin(JobId id, String runId, Instant now) {
    db.sql(
            """
            update jobs j
               set status = case when j.status = 'paused' then 'paused'
                                 when j.kind = 'crawl' and exists (
                                      select 1 from jobs p where p.id = j.parent_id and p.status = 'paused')
                                 then 'paused' else 'running' end,
                   run_id = :run, started_at = coalesce(j.started_at, :now)
             where j.id = :id and j.status in ('queued', 'running', 'paused')
            """)
        .param("id", id.value())
        .param("run", runId)
        .param("now", Rows.time(now))
        .update();
    return find(id).orElseThrow(() -> new IllegalStateException("no job has the id " + id));
  }

  @Override
  public void phase(JobId id, String phase) {
    db.sql("update jobs set phase = :phase where id = :id and status in ('running', 'paused')")
        .param("id", id.value())
        .param("phase", phase)
        .update();
  }

  @Override
  public boolean finish(JobId id, JobOutcome outcome, Instant now) {
    return db.sql(
                """
                with ended as (
                  update jobs set status = :status, result = :result, error = :error, finished_at = :now
                   where id = :id and status in ('queued', 'running', 'paused')
                  returning parent_id, kind),
                unpaused as (
                  update jobs p set status = 'running' from ended e
                   where p.id = e.parent_id and e.kind = 'crawl' and p.status = 'paused')
                select count(*)::int from ended
                """)
            .param("id", id.value())
            .param("status", outcome.status().label())
            .param("result", JsonColumns.parameter(outcome.result()))
            .param("error", JsonColumns.parameter(outcome.error()))
            .param("now", Rows.time(now))
            .query(Integer.class)
            .single()
        == 1;
  }

  @Override
  public boolean requestCancel(JobId id, Instant now) {
    return db.sql(
                """
                update jobs set cancel_requested_at = coalesce(cancel_requested_at, :now)
                 where id = :id and status in ('queued', 'running', 'paused')
                """)
            .param("id", id.value())
            .param("now", Rows.time(now))
            .update()
        == 1;
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    UUID parent = Rows.uuid(row, "parent_id");
    return new Job(
        new JobId(Rows.uuid(row, "id")),
        JobKind.of(row.getString("kind")),
        new ProjectId(Rows.uuid(row, "project_id")),
        JobStatus.of(row.getString("status")),
        row.getString("phase"),
        JsonColumns.read(row, "payload", JsonNode.class),
        row.getInt("schema_version"),
        progress(row),
        JsonColumns.readNullable(row, "result", JsonNode.class),
        JsonColumns.readNullable(row, "error", JobError.class),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "started_at"),
        Rows.nullableInstant(row, "finished_at"),
        Rows.nullableInstant(row, "cancel_requested_at"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        parent == null ? null : new JobId(parent));
  }

  private static Map<String, Long> progress(ResultSet row) throws SQLException {
    Map<String, Long> progress = new LinkedHashMap<>();
    if (row.getObject("discovered") != null) {
      progress.putAll(crawl(row).asMap());
    }
    if (row.getObject("planned") != null) {
      progress.putAll(extraction(row).asMap());
    }
    return progress;
  }

  private static CrawlCounters crawl(ResultSet row) throws SQLException {
    return new CrawlCounters(
        row.getLong("discovered"),
        row.getLong("fetched"),
        row.getLong("unchanged"),
        row.getLong("skipped"),
        row.getLong("failed"),
        row.getLong("created"),
        row.getLong("updated"),
        row.getLong("bytes"));
  }

  private static ExtractionCounters extraction(ResultSet row) throws SQLException {
    return new ExtractionCounters(
        row.getInt("planned"),
        row.getInt("extracted"),
        row.getInt("e_unchanged"),
        row.getInt("e_skipped"),
        row.getInt("partial"),
        row.getInt("e_failed"),
        row.getInt("indexed"),
        row.getLong("facts"),
        new ModelUsage(
            row.getLong("model_calls"),
            row.getLong("completion_hits"),
            row.getLong("prompt_tokens"),
            row.getLong("reply_tokens")));
  }
}
