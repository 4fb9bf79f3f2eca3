package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Steering;
import lode.domain.crawl.UrlDecision;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Frontier} in Postgres: indexed claims, leases, a budget that claims reserve. */
public final class PostgresFrontier implements Frontier {

  /**
   * When the host's first entry is due; null without one. Two steps in two indexes for each host,
   * where "exists" or "min" would read all that waits.
   */
  private static final String EARLIEST =
      """
      coalesce((select f.due_at from frontier f
                 where f.crawl_id = h.crawl_id and f.host_key = h.host_key and f.state = 'pending'
                   and not f.render and f.due_at = '-infinity' limit 1),
               (select f.due_at from frontier f
                 where f.crawl_id = h.crawl_id and f.host_key = h.host_key and f.state = 'pending'
                   and not f.render and f.due_at > '-infinity' order by f.due_at limit 1))""";

  static final String CLAIM =
      """
      with due as (
        select h.host_key from crawl_hosts h
         where h.crawl_id = :crawl and h.next_due <= :now
           and EARLIEST <= :now
         order by h.next_due, h.host_key limit :n for update of h skip locked),
      picked as (
        select e.url_hash, e.host_key from due cross join lateral (
          select f.url_hash, f.host_key, f.depth, f.priority, f.seq from frontier f
           where f.crawl_id = :crawl and f.host_key = due.host_key
             and f.state = 'pending' and not f.render and f.due_at <= :now
             and (f.attempts > 0 or f.depth <= (
                   select min(o.depth) from frontier o
                    where o.crawl_id = :crawl and o.host_key = due.host_key
                      and o.state in ('pending', 'leased') and o.attempts = 0))
           order by f.depth, f.priority desc, f.seq limit :perHost for update skip locked) e
         order by e.depth, e.priority desc, e.seq limit :n),
      claimed as (
        update frontier f set state = 'leased', lease_owner = :owner, lease_until = :until
         where f.crawl_id = :crawl and f.url_hash = any(array(select url_hash from picked))
        returning f.*),
      held as (
        update crawl_hosts h
           set next_due = greatest(h.next_due, :now) + n * make_interval(secs => :gap)
          from (select host_key, count(*) as n from claimed group by host_key) c
         where h.crawl_id = :crawl and h.host_key = c.host_key)
      select c.url, c.depth, c.hops, c.source_group, c.attempts, s.id as source_id, s.etag, s.last_modified,
             s.body_hash
        from claimed c
        join jobs j on j.id = c.crawl_id
        left join sources s on s.project_id = j.project_id and s.url_hash = c.url_hash
       order by c.depth, c.priority desc, c.seq
      """
          .replace("EARLIEST", EARLIEST);

  private static final String CLAIM_RENDERED = rendered(CLAIM);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;
  private final FrontierPages pages;
  private final FrontierEntries entries;

  /** The same for entries that wait for a browser. */
  private static String rendered(String sql) {
    return sql.replace("not f.render", "f.render");
  }

  /** Works on this database. */
  public PostgresFrontier(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
    this.savepoint = new TransactionTemplate(transaction.getTransactionManager());
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.pages = new FrontierPages(db);
    this.entries = new FrontierEntries(db);
  }

  @Override
  public void open(JobId crawlId, int maxPages, List<String> hosts, Instant now) {
    db.sql(
            "insert into crawls (job_id, max_pages, seed_hosts) values (:crawl, :max, :hosts)"
                + " on conflict do nothing")
        .param("crawl", crawlId.value())
        .param("max", maxPages)
        .param("hosts", hosts.toArray(String[]::new))
        .update();
  }

  @Override
  public boolean isOpened(JobId crawlId) {
    return db.sql("select 1 from crawls where job_id = :crawl and opened_at is not null")
        .param("crawl", crawlId.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  @Override
  public void opened(JobId crawlId, Instant now) {
    db.sql("update crawls set opened_at = coalesce(opened_at, :now) where job_id = :crawl")
        .param("crawl", crawlId.value())
        .param("now", Rows.time(now))
        .update();
  }

  @Override
  public int add(JobId crawlId, List<NewEntry> found) {
    Integer added =
        transaction.execute(
            status -> {
              CounterChange change = new CounterChange();
              int inserted = entries.add(crawlId, found, change);
              apply(crawlId, change);
              return inserted;
            });
    return added == null ? 0 : added;
  }

  @Override
  public void addHost(JobId crawlId, String host) {
    db.sql(
            "update crawls set seed_hosts = array_append(seed_hosts, :host)"
                + " where job_id = :crawl and not :host = any(seed_hosts)")
        .param("crawl", crawlId.value())
        .param("host", host)
        .update();
  }

  @Override
  public List<FrontierEntry> claim(FrontierClaim claim) {
    return transaction.execute(
        status -> {
          takeBackExpired(claim);
          int granted = Math.min(claim.limit(), budgetLeft(claim.crawlId()));
          if (granted <= 0) {
            return List.of();
          }
          List<FrontierEntry> claimed = claimEntries(claim, granted);
          reserve(claim.crawlId(), claimed.size());
          return claimed;
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

  private int budgetLeft(JobId crawlId) {
    return db.sql(
            "select max_pages - fetched - unchanged - reserved from crawls where job_id = :crawl for"
                + " update")
        .param("crawl", crawlId.value())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  private void reserve(JobId crawlId, int count) {
    db.sql("update crawls set reserved = reserved + :n where job_id = :crawl")
        .param("crawl", crawlId.value())
        .param("n", count)
        .update();
  }

  /**
   * A host's URLs are fetched level by level, so that each gets the depth of its shortest path whatever
   * the timing; only URLs that are tried again lag behind.
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
        .query(PostgresFrontier::entry)
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

  @Override
  public void release(JobId crawlId, String owner) {
    db.sql(
            """
            with given_back as (
              update frontier set state = 'pending', lease_owner = null, lease_until = null
               where crawl_id = :crawl and state = 'leased'
                 and (cast(:owner as text) = '' or lease_owner = :owner) returning 1)
            update crawls set reserved = reserved - n
              from (select count(*)::int as n from given_back) as counted
             where job_id = :crawl and n > 0
            """)
        .param("crawl", crawlId.value())
        .param("owner", owner)
        .update();
  }

  @Override
  public void commit(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    List<PageOutcome> ordered =
        outcomes.stream().sorted(Comparator.comparing(o -> o.entry().url().value())).toList();
    pages.keepBodies(ordered);
    try {
      commitTogether(crawlId, owner, ordered, now);
    } catch (LinksRefused refused) {
      // Whose links they are is found out page by page, each in a transaction of its own.
      ordered.forEach(outcome -> commitAlone(crawlId, owner, outcome, now));
    }
  }

  private void commitTogether(
      JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    Deadlocks.retried(
        () -> {
          commitAll(crawlId, owner, outcomes, now);
          return true;
        });
  }

  private void commitAll(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    transaction.executeWithoutResult(
        status -> {
          CounterChange change = new CounterChange();
          List<NewEntry> found = new ArrayList<>();
          for (PageOutcome outcome : outcomes) {
            Committed page = commitOne(crawlId, owner, outcome, now);
            if (page.change.happened()) {
              found.addAll(page.outcome.found());
            }
            change.add(page.change);
          }
          addFound(crawlId, found, change);
          apply(crawlId, change);
        });
  }

  private void addFound(JobId crawlId, List<NewEntry> found, CounterChange change) {
    try {
      entries.add(crawlId, found, change);
    } catch (NonTransientDataAccessException refused) {
      throw new LinksRefused(refused);
    }
  }

  private void commitAlone(JobId crawlId, String owner, PageOutcome outcome, Instant now) {
    try {
      commitTogether(crawlId, owner, List.of(outcome), now);
    } catch (LinksRefused refused) {
      commitTogether(crawlId, owner, List.of(failed(outcome, refused.reason)), now);
    }
  }

  private static PageOutcome failed(PageOutcome outcome, NonTransientDataAccessException refused) {
    String reason = String.valueOf(refused.getMostSpecificCause().getMessage());
    return new PageOutcome.Failed(
        outcome.entry(), new JobError("StoreRefused", reason, "store"), null);
  }

  /** One page under its own savepoint; what the database refuses fails that page only. */
  private Committed commitOne(JobId crawlId, String owner, PageOutcome outcome, Instant now) {
    try {
      return nested(crawlId, owner, outcome, now);
    } catch (NonTransientDataAccessException refused) {
      PageOutcome failed = failed(outcome, refused);
      return nested(crawlId, owner, failed, now);
    }
  }

  private Committed nested(JobId crawlId, String owner, PageOutcome outcome, Instant now) {
    return savepoint.execute(
        status -> new Committed(outcome, pages.commit(crawlId, owner, outcome, now)));
  }

  private void apply(JobId crawlId, CounterChange change) {
    if (change.isNothing()) {
      return;
    }
    db.sql(
            """
            update crawls set discovered = discovered + :discovered, fetched = fetched + :fetched,
                   unchanged = unchanged + :unchanged, skipped = skipped + :skipped,
                   failed = failed + :failed, created = created + :created,
                   updated = updated + :updated, bytes = bytes + :bytes, reserved = reserved - :released
             where job_id = :crawl
            """)
        .param("crawl", crawlId.value())
        .params(change.parameters())
        .update();
  }

  @Override
  public FrontierState state(JobId crawlId, Instant now, boolean rendered) {
    String earliest = rendered ? rendered(EARLIEST) : EARLIEST;
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
    java.time.OffsetDateTime time = row.getObject(column, java.time.OffsetDateTime.class);
    if (time == null) {
      return null;
    }
    return time.equals(java.time.OffsetDateTime.MIN) ? Instant.EPOCH : time.toInstant();
  }

  @Override
  public int withoutBrowser(JobId crawlId) {
    return FrontierRendering.withoutBrowser(db, crawlId);
  }

  @Override
  public RenderCounts renderCounts(JobId crawlId) {
    return FrontierRendering.counts(db, crawlId);
  }

  @Override
  public Steering steering(JobId crawlId) {
    return SteeringRows.read(db, crawlId);
  }

  @Override
  public CrawlCounters counters(JobId crawlId) {
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

  @Override
  public Page<UrlDecision> decisions(
      JobId crawlId, @Nullable String decision, @Nullable String host, PageRequest page) {
    return FrontierDecisions.list(db, crawlId, decision, host, page);
  }

  @Override
  public List<String> commonSkipRules(JobId crawlId, int limit) {
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

  @Override
  public Optional<StoredBody> body(KnownPage known) {
    return db.sql("select deflated, content_type from bodies where hash = :hash")
        .param("hash", Rows.bytes(known.bodyHash()))
        .query(
            (row, number) ->
                new StoredBody(
                    Deflated.inflate(row.getBytes("deflated")), row.getString("content_type")))
        .optional();
  }

  /** What was committed of a page in the end, and what that counts. */
  private record Committed(PageOutcome outcome, CounterChange change) {}

  /** The database refused what pages led to; the transaction is void. */
  private static final class LinksRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient NonTransientDataAccessException reason;

    LinksRefused(NonTransientDataAccessException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
