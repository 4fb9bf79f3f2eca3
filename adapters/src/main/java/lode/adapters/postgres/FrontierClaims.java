package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.KnownPage;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives out entries with a lease and a page of the budget each, and takes them back. */
final class FrontierClaims {

  /**
   * How the first of what waits is looked for: in the order of its index. Without an order the
   * planner, told how much waits, reads the whole table in the hope of meeting one of it soon.
   */
  private static final String FIRST_WAITING = "order by f.level, f.priority desc, f.seq limit 1";

  /**
   * When the host's first entry is due; null without one. Two steps in two indexes for each host,
   * where "exists" or "min" would read all that waits.
   */
  static final String EARLIEST =
      """
      coalesce((select f.due_at from frontier f
                 where f.crawl_id = h.crawl_id and f.host_key = h.host_key and f.state = 'pending'
                   and not f.render and f.due_at = '-infinity' FIRST_WAITING),
               (select f.due_at from frontier f
                 where f.crawl_id = h.crawl_id and f.host_key = h.host_key and f.state = 'pending'
                   and not f.render and f.due_at > '-infinity' order by f.due_at limit 1))"""
          .replace("FIRST_WAITING", FIRST_WAITING);

  static final String CLAIM =
      """
      with due as (
        select h.host_key, ROOM as room from crawl_hosts h
         where h.crawl_id = :crawl and h.next_due <= :now
           and EARLIEST <= :now and ROOM > 0
         order by h.next_due, h.host_key limit :n for update of h skip locked),
      candidates as (
        select e.url_hash, e.level, e.priority, e.seq from due
         cross join lateral (
           select min(o.level) as level from frontier o
            where o.crawl_id = :crawl and o.host_key = due.host_key
              and o.state in ('pending', 'leased') and o.attempts = 0) lowest
         cross join lateral (
           select * from (
             (select f.url_hash, f.level, f.priority, f.seq from frontier f
               where f.crawl_id = :crawl and f.host_key = due.host_key and f.state = 'pending'
                 and not f.render and f.due_at <= :now and f.level <= lowest.level
               order by f.level, f.priority desc, f.seq limit due.room)
             union all
             (select f.url_hash, f.level, f.priority, f.seq from frontier f
               where f.crawl_id = :crawl and f.host_key = due.host_key and f.state = 'pending'
                 and not f.render and f.due_at > '-infinity' and f.due_at <= :now and f.attempts > 0
                 and f.level > coalesce(lowest.level, -1)
               order by f.due_at limit due.room)) of_host
            order by level, priority desc, seq limit due.room) e
         order by e.level, e.priority desc, e.seq limit :n),
      locked as (
        select f.url_hash, f.state from frontier f
         where f.crawl_id = :crawl and f.url_hash = any(array(select url_hash from candidates))
         order by f.url_hash for update skip locked),
      claimed as (
        update frontier f set state = 'leased', lease_owner = :owner, lease_until = :until
         where f.crawl_id = :crawl and f.url_hash = any(array(select url_hash from locked where state = 'pending'))
        returning f.*),
      held as (
        update crawl_hosts h
           set next_due = greatest(h.next_due, :now) + n * make_interval(secs => :gap)
          from (select host_key, count(*) as n from claimed group by host_key) c
         where h.crawl_id = :crawl and h.host_key = c.host_key),
      reserved as (
        update crawls set reserved = reserved + (select count(*)::int from claimed)
         where job_id = :crawl and exists (select 1 from claimed))
      select c.url, c.depth, c.hops, c.source_group, c.attempts, s.id as source_id, s.etag, s.last_modified,
             s.body_hash
        from claimed c
        join jobs j on j.id = c.crawl_id
        left join sources s on s.project_id = j.project_id and s.url_hash = c.url_hash
       order by c.level, c.priority desc, c.seq
      """
          .replace("EARLIEST", EARLIEST)
          .replace("ROOM", HostQuotas.ROOM);

  private static final String CLAIM_RENDERED = rendered(CLAIM);

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  FrontierClaims(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  /** The same for entries that wait for a browser. */
  static String rendered(String sql) {
    // Their index is ordered by time.
    return sql.replace("not f.render", "f.render")
        .replace(FIRST_WAITING, "order by f.due_at limit 1");
  }

  List<FrontierEntry> claim(FrontierClaim claim) {
    return transaction.execute(
        status -> {
          takeBackExpired(claim);
          int granted = Math.min(claim.limit(), budgetLeft(claim.crawlId()));
          if (granted <= 0) {
            return List.of();
          }
          return claimEntries(claim, granted);
        });
  }

  private void takeBackExpired(FrontierClaim claim) {
    db.sql(
            """
            with expired as (
              update frontier set state = 'pending', lease_owner = null, lease_until = null
               where crawl_id = :crawl and state = 'leased' and lease_until < :now returning 1)
            update crawls set reserved = reserved - n
              from (select count(*)::int as n from expired) as taken_back
             where job_id = :crawl and n > 0
            """)
        .param("crawl", claim.crawlId().value())
        .param("now", Rows.time(claim.now()))
        .update();
  }

  /**
   * A claim need not be on disk before it is used: the commit that builds on it writes both, and a claim
   * that a crash of the database takes away leaves its entries waiting.
   */
  private int budgetLeft(JobId crawlId) {
    return db.sql(
            """
            select max_pages - fetched - unchanged - reserved, set_config('synchronous_commit', 'off', true)
              from crawls where job_id = :crawl for update
            """)
        .param("crawl", crawlId.value())
        .query((row, number) -> row.getInt(1))
        .optional()
        .orElse(0);
  }

  /**
   * A host's URLs are fetched level by level, so that each gets the depth of its shortest path whatever
   * the timing; only URLs that are tried again lag behind. In a focused crawl the levels are
   * bands of relevance. Those are looked for apart, by their own
   * index: else the end of a level would read all that waits below it. What is to be locked is found by
   * its key alone, without a state: a young table has no statistics, and an index of what waits looks
   * small enough then to be read whole.
   */
  private List<FrontierEntry> claimEntries(FrontierClaim claim, int granted) {
    return db.sql(claim.rendered() ? CLAIM_RENDERED : CLAIM)
        .param("crawl", claim.crawlId().value())
        .param("owner", claim.owner())
        .param("now", Rows.time(claim.now()))
        .param("until", Rows.time(claim.now().plus(claim.lease())))
        .param("gap", claim.hostGap().toMillis() / 1000.0)
        .param("perHost", claim.perHost())
        .param("n", granted)
        .query(FrontierClaims::entry)
        .list();
  }

  private static FrontierEntry entry(ResultSet row, int number) throws SQLException {
    UUID source = Rows.uuid(row, "source_id");
    return new FrontierEntry(
        new CanonicalUrl(row.getString("url")),
        row.getInt("depth"),
        row.getInt("hops"),
        row.getString("source_group"),
        row.getInt("attempts"),
        source == null
            ? null
            : new KnownPage(
                new SourceId(source),
                row.getString("etag"),
                row.getString("last_modified"),
                Rows.hash(row, "body_hash")));
  }

  void release(JobId crawlId, String owner) {
    db.sql(
            """
            with given_back as (
              update frontier set state = 'pending', lease_owner = null, lease_until = null
               where crawl_id = :crawl and state = 'leased'
                 and (cast(:owner as text) = '' or lease_owner = :owner
                      or starts_with(lease_owner, :owner || '/')) returning 1)
            update crawls set reserved = reserved - n
              from (select count(*)::int as n from given_back) as counted
             where job_id = :crawl and n > 0
            """)
        .param("crawl", crawlId.value())
        .param("owner", owner)
        .update();
  }
}
