package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
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
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Frontier} in Postgres: indexed claims, leases, a budget that claims reserve. */
public final class PostgresFrontier implements Frontier {

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final FrontierEntries entries;
  private final FrontierClaims claims;
  private final FrontierCommits commits;
  private final FrontierReading reading;
  private final HostQuotas hosts;
  private final TableStatistics statistics;
  private final KnownUrls known = new KnownUrls();

  /** Works on this database. */
  public PostgresFrontier(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
    this.entries = new FrontierEntries(db);
    this.claims = new FrontierClaims(db, transaction);
    this.commits = new FrontierCommits(db, transaction, known);
    this.reading = new FrontierReading(db);
    this.hosts = new HostQuotas(db);
    this.statistics = new TableStatistics(db);
  }

  /** Works on this database, without a container around it. */
  public static Frontier of(DataSource database) {
    return new PostgresFrontier(
        JdbcClient.create(database), new TransactionTemplate(new JdbcTransactionManager(database)));
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
    List<NewEntry> added =
        transaction.execute(
            status -> {
              CounterChange change = new CounterChange();
              List<NewEntry> inserted = entries.add(crawlId, found, change);
              if (change.addTo(db, crawlId)) {
                hosts.count(crawlId, HostQuotas.kept(found));
              }
              return inserted;
            });
    known.committed(crawlId, added);
    statistics.written();
    return added.size();
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
    return claims.claim(claim);
  }

  @Override
  public void release(JobId crawlId, String owner) {
    claims.release(crawlId, owner);
  }

  @Override
  public void commit(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    commits.commit(crawlId, owner, outcomes, now);
    statistics.written();
  }

  @Override
  public FrontierState state(JobId crawlId, Instant now, boolean rendered) {
    return reading.state(crawlId, now, rendered);
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
    return reading.counters(crawlId);
  }

  @Override
  public Page<UrlDecision> decisions(
      JobId crawlId, @Nullable String decision, @Nullable String host, PageRequest page) {
    return reading.decisions(crawlId, decision, host, page);
  }

  @Override
  public List<String> commonSkipRules(JobId crawlId, int limit) {
    return reading.commonSkipRules(crawlId, limit);
  }

  @Override
  public Optional<StoredBody> body(KnownPage known) {
    return reading.body(known);
  }
}
