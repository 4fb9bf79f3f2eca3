package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlSteering;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@link CrawlSteering} in Postgres: compare-and-set on the rows of a crawl and its pipeline. */
public final class PostgresCrawlSteering implements CrawlSteering {

  /** A paused job is again what it was before. */
  private static final String GOES_ON =
      """
      status = case when status <> 'paused' then status
                    when started_at is null then 'queued' else 'running' end""";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final FrontierChange frontier;

  /** Works on this database. */
  public PostgresCrawlSteering(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
    this.frontier = new FrontierChange(db);
  }

  @Override
  public Answer pause(JobId id, Instant now) {
    return steer(
        id,
        family -> {
          if (family.isOver() || family.isStopped()) {
            return Answer.NOT_CRAWLING;
          }
          update(family, "status = 'paused'", now);
          return Answer.DONE;
        });
  }

  @Override
  public Answer resume(JobId id, Instant now) {
    return steer(
        id,
        family -> {
          if (family.isPaused()) {
            update(family, GOES_ON, now);
          }
          return Answer.DONE;
        });
  }

  @Override
  public Answer stop(JobId id, Instant now) {
    return steer(
        id,
        family -> {
          if (family.isStopped()) {
            return Answer.DONE;
          }
          if (family.isOver()) {
            return Answer.NOT_CRAWLING;
          }
          update(family, GOES_ON + ", stop_requested_at = :now", now);
          return Answer.DONE;
        });
  }

  @Override
  public Answer change(JobId id, CrawlChange change, Instant now) {
    return steer(
        id,
        family -> {
          if (family.isOver() || family.isStopped()) {
            return Answer.NOT_CRAWLING;
          }
          change(family, change, now);
          return Answer.DONE;
        });
  }

  private void change(Family family, CrawlChange change, Instant now) {
    CrawlRequest before = family.request();
    CrawlRequest after = change.appliedTo(before);
    ObjectNode changed = changed(after);
    if (family.crawl != null) {
      frontier.apply(family.crawl.id, before, after, now);
    }
    for (Row job : family.members()) {
      db.sql(
              """
              update jobs set payload = case when kind = 'pipeline'
                       then jsonb_set(payload, '{crawl}', payload -> 'crawl' || :changed)
                       else payload || :changed end
               where id = :id
              """)
          .param("id", job.id.value())
          .param("changed", JsonColumns.parameter(changed))
          .update();
    }
    update(family, "status = status", now);
  }

  /** The members that a change may change; what else a payload has stays. */
  private static ObjectNode changed(CrawlRequest request) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    JsonNode all = JobPayload.of(request);
    for (String member :
        List.of(
            "seeds", "excludePaths", "maxPages", "minDelayMs", "maxConcurrencyPerHost", "quotas")) {
      changed.set(member, all.get(member));
    }
    return changed;
  }

  private void update(Family family, String what, Instant now) {
    for (Row job : family.members()) {
      db.sql(
              "update jobs set "
                  + what
                  + ", steered_at = case when kind = 'pipeline' then steered_at"
                  + " else cast(:now as timestamptz) end"
                  + " where id = :id and status in ('queued', 'running', 'paused')")
          .param("id", job.id.value())
          .param("now", Rows.time(now))
          .update();
    }
  }

  private Answer steer(JobId id, Function<Family, Answer> order) {
    return Deadlocks.retried(() -> transaction.execute(status -> answer(id, order)));
  }

  private Answer answer(JobId id, Function<Family, Answer> order) {
    Family family = lock(id);
    if (family == null || family.own.status.isTerminal()) {
      return Answer.JOB_ENDED;
    }
    return family.own.isCrawling() ? order.apply(family) : Answer.NOT_CRAWLING;
  }

  /** The child first, as a job that ends locks its own row before its parent's. */
  private @Nullable Family lock(JobId id) {
    List<Row> rows =
        db.sql(
                """
                select id, kind, status, payload, stop_requested_at is not null as stopped from jobs
                 where id = :id or parent_id = :id and kind = 'crawl'
                    or id = (select parent_id from jobs where id = :id)
                 order by parent_id nulls last for no key update
                """)
            .param("id", id.value())
            .query(PostgresCrawlSteering::row)
            .list();
    Optional<Row> own = rows.stream().filter(row -> row.id.equals(id)).findFirst();
    return own.map(row -> new Family(row, first(rows, true), first(rows, false))).orElse(null);
  }

  private static @Nullable Row first(List<Row> rows, boolean crawl) {
    return rows.stream()
        .filter(row -> row.isCrawling() && (row.kind != JobKind.PIPELINE) == crawl)
        .findFirst()
        .orElse(null);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        new JobId(row.getObject("id", UUID.class)),
        JobKind.of(row.getString("kind")),
        JobStatus.of(row.getString("status")),
        JsonColumns.read(row, "payload", JsonNode.class),
        row.getBoolean("stopped"));
  }

  @Override
  public List<Untold> untold(int limit) {
    return db.sql(
            """
            select id, workflow_id, steered_at from jobs
             where steered_at is not null and status in ('queued', 'running', 'paused')
             order by steered_at limit :limit
            """)
        .param("limit", limit)
        .query(
            (row, number) ->
                new Untold(
                    new JobId(row.getObject("id", UUID.class)),
                    row.getString("workflow_id"),
                    Rows.instant(row, "steered_at")))
        .list();
  }

  @Override
  public void told(JobId crawlId, Instant upTo) {
    db.sql("update jobs set steered_at = null where id = :id and steered_at <= :upTo")
        .param("id", crawlId.value())
        .param("upTo", Rows.time(upTo))
        .update();
  }

  private record Row(JobId id, JobKind kind, JobStatus status, JsonNode payload, boolean stopped) {

    boolean isCrawling() {
      return kind == JobKind.CRAWL || kind == JobKind.SCRAPE || kind == JobKind.PIPELINE;
    }
  }

  /** The job that was named, its crawl and its pipeline; one of the latter two it is itself. */
  private record Family(Row own, @Nullable Row crawl, @Nullable Row pipeline) {

    List<Row> members() {
      return java.util.stream.Stream.of(crawl, pipeline).filter(row -> row != null).toList();
    }

    boolean isOver() {
      return crawl != null && crawl.status.isTerminal();
    }

    boolean isPaused() {
      return members().stream().anyMatch(row -> row.status == JobStatus.PAUSED);
    }

    boolean isStopped() {
      return members().stream().anyMatch(Row::stopped);
    }

    CrawlRequest request() {
      JsonNode request =
          crawl != null ? crawl.payload : pipeline == null ? null : pipeline.payload.path("crawl");
      return JobPayload.read(request, CrawlRequest.class);
    }
  }
}
