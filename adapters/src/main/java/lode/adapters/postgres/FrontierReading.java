package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.Frontier.StoredBody;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.UrlDecision;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a crawl stands, what was decided, what is stored. */
final class FrontierReading {

  private final JdbcClient db;

  FrontierReading(JdbcClient db) {
    this.db = db;
  }

  FrontierState state(JobId crawlId, Instant now, boolean rendered) {
    String earliest =
        rendered ? FrontierClaims.rendered(FrontierClaims.EARLIEST) : FrontierClaims.EARLIEST;
    return db.sql(
            """
            select c.max_pages - c.fetched - c.unchanged - c.reserved as budget_left, c.reserved, c.seed_hosts,
                   c.discovered - c.fetched - c.unchanged - c.skipped - c.failed as open,
                   (select count(*) from frontier f where f.crawl_id = c.job_id and f.state = 'leased') as leased,
                   (select count(*) from frontier f
                     where f.crawl_id = c.job_id and f.state = 'pending' and f.render) as rendered,
                   (select min(greatest(h.next_due, e.due))
                      from crawl_hosts h cross join lateral (select EARLIEST as due) e
                     where h.crawl_id = c.job_id and e.due is not null) as next_due,
                   (select min(lease_until) from frontier f where f.crawl_id = c.job_id and f.state = 'leased') as lease
              from crawls c where c.job_id = :crawl
            """
                .replace("EARLIEST", earliest))
        .param("crawl", crawlId.value())
        .query((row, number) -> state(row, now))
        .optional()
        .orElseGet(() -> new FrontierState(0, 0, 0, 0, Duration.ZERO, List.of()));
  }

  private static FrontierState state(ResultSet row, Instant now) throws SQLException {
    long leased = row.getLong("leased");
    long pending = row.getLong("open") - leased;
    Instant due = dueTime(row, "next_due");
    Instant lease = dueTime(row, "lease");
    int budgetLeft = Math.max(0, row.getInt("budget_left"));
    boolean claimable = pending > 0 && due != null && budgetLeft > 0;
    Instant next = claimable ? due : lease;
    Duration wait =
        next == null || !next.isAfter(now) ? Duration.ZERO : Duration.between(now, next);
    return new FrontierState(
        pending,
        leased,
        budgetLeft,
        row.getInt("reserved"),
        wait,
        List.of((String[]) row.getArray("seed_hosts").getArray()),
        row.getLong("rendered"));
  }

  /** A time that may be minus infinity, which no {@link Instant} is. */
  private static @Nullable Instant dueTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    if (time == null) {
      return null;
    }
    return time.equals(OffsetDateTime.MIN) ? Instant.EPOCH : time.toInstant();
  }

  CrawlCounters counters(JobId crawlId) {
    return db.sql(
            "select discovered, fetched, unchanged, skipped, failed, created, updated, bytes from"
                + " crawls where job_id = :crawl")
        .param("crawl", crawlId.value())
        .query(
            (row, number) ->
                new CrawlCounters(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8)))
        .optional()
        .orElseGet(() -> new CrawlCounters(0, 0, 0, 0, 0, 0, 0, 0));
  }

  Page<UrlDecision> decisions(
      JobId crawlId, @Nullable String decision, @Nullable String host, PageRequest page) {
    long after = Cursor.number(page, 0);
    List<Numbered> rows =
        db.sql(
                """
                select f.*, coalesce(f.decision, 'pending') as outcome, SAME_AS from frontier f
                 where f.crawl_id = :crawl and f.seq > :after
                   and (cast(:decision as text) is null or coalesce(f.decision, 'pending') = :decision)
                   and (cast(:host as text) is null or regexp_replace(f.host_key, '^[a-z]+://|:[0-9]+$', '', 'g') = :host)
                 order by f.seq limit :limit
                """
                    .replace("SAME_AS", SameSources.MAIN_URL))
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
        SameSources.rule(row),
        row.getInt("depth"),
        row.getString("source_group"),
        row.getInt("attempts"),
        Rows.nullableInt(row, "http_status"),
        source == null ? null : new SourceId(source),
        JsonColumns.readNullable(row, "error", JobError.class),
        Rows.nullableInstant(row, "decided_at"));
  }

  List<String> commonSkipRules(JobId crawlId, int limit) {
    return db.sql(
            """
            select rule || ' (' || count(*) || ')' from frontier
             where crawl_id = :crawl and decision in ('skipped', 'failed')
             group by rule order by count(*) desc, rule limit :limit
            """)
        .param("crawl", crawlId.value())
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  Optional<StoredBody> body(KnownPage known) {
    return db.sql("select deflated, content_type from bodies where hash = :hash")
        .param("hash", Rows.bytes(known.bodyHash()))
        .query(
            (row, number) ->
                new StoredBody(
                    Deflated.inflate(row.getBytes("deflated")), row.getString("content_type")))
        .optional();
  }

  private record Numbered(long seq, UrlDecision decision) {}
}
