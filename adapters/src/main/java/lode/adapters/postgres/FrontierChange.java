package lode.adapters.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlScope;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.Seed;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings a frontier in line with a changed request; works inside the caller's transaction. */
final class FrontierChange {

  private static final int AT_ONCE = 2_000;

  private final JdbcClient db;
  private final FrontierEntries entries;
  private final PatternQuotas patterns;
  private final HostQuotas hosts;

  FrontierChange(JdbcClient db) {
    this.db = db;
    this.entries = new FrontierEntries(db);
    this.patterns = new PatternQuotas(db);
    this.hosts = new HostQuotas(db);
  }

  void apply(JobId crawlId, CrawlRequest before, CrawlRequest after, Instant now) {
    open(crawlId, after);
    CounterChange change = new CounterChange();
    List<Seed> added = added(before.seeds(), after.seeds());
    if (!added.isEmpty()) {
      change.skipped(-takeUp(crawlId, added));
      entries.add(crawlId, added.stream().map(NewEntry::of).toList(), change);
    }
    List<String> lifted = added(before.quotas().liftPatterns(), after.quotas().liftPatterns());
    change.skipped(-patterns.lift(crawlId, lifted));
    if (!added(before.excludePaths(), after.excludePaths()).isEmpty()) {
      change.skipped(exclude(crawlId, scope(after), now));
    }
    if (after.minDelayMs() < before.minDelayMs()) {
      hurry(crawlId, before.minDelayMs() - after.minDelayMs(), now);
    }
    count(crawlId, after.maxPages(), change);
    hosts.close(crawlId);
  }

  private static <T> List<T> added(List<T> before, List<T> after) {
    List<T> added = new ArrayList<>(after);
    added.removeAll(before);
    return added;
  }

  /** The crawl may be about to be opened with the request as it was: then it finds this. */
  private void open(JobId crawlId, CrawlRequest request) {
    db.sql("insert into crawls (job_id, max_pages) values (:crawl, :max) on conflict do nothing")
        .param("crawl", crawlId.value())
        .param("max", request.maxPages())
        .update();
  }

  /** A seed is fetched even if a rule of the scope kept it out before; gives how many were. */
  private int takeUp(JobId crawlId, List<Seed> seeds) {
    return db.sql(
            """
            update frontier set state = 'pending', decision = null, rule = null, decided_at = null, depth = 0, level = 0
             where crawl_id = :crawl and url_hash = any(cast(:hashes as bytea[]))
               and state = 'done' and decision = 'skipped'
               and (rule like 'excludePaths: %' or rule like 'no pattern of includePaths %'
                    or rule like 'extension %' or rule like 'relevance %' or rule like 'language %' or rule like 'maxDepth %' or rule like 'more than %'
                    or rule = 'nofollow')
            """)
        .param("crawl", crawlId.value())
        .param("hashes", seeds.stream().map(seed -> seed.url().hash()).toArray(byte[][]::new))
        .update();
  }

  private static CrawlScope scope(CrawlRequest request) {
    return CrawlScope.of(
        request.seeds().stream().map(Seed::url).toList(),
        request.allowSubdomains(),
        request.allowedHosts(),
        request.includePaths(),
        request.excludePaths());
  }

  private long exclude(JobId crawlId, CrawlScope scope, Instant now) {
    long excluded = 0;
    List<Waiting> waiting = waiting(crawlId, 0);
    while (!waiting.isEmpty()) {
      List<Waiting> hit = new ArrayList<>();
      List<String> rules = new ArrayList<>();
      for (Waiting entry : waiting) {
        Optional<String> rule = scope.exclusion(new CanonicalUrl(entry.url));
        rule.ifPresent(
            found -> {
              hit.add(entry);
              rules.add(found);
            });
      }
      excluded += skip(crawlId, hit, rules, now);
      waiting = waiting(crawlId, waiting.get(waiting.size() - 1).seq);
    }
    return excluded;
  }

  private List<Waiting> waiting(JobId crawlId, long after) {
    return db.sql(
            """
            select seq, url_hash, url from frontier
             where crawl_id = :crawl and state = 'pending' and seq > :after order by seq limit :limit
            """)
        .param("crawl", crawlId.value())
        .param("after", after)
        .param("limit", AT_ONCE)
        .query(
            (row, number) ->
                new Waiting(row.getLong("seq"), row.getBytes("url_hash"), row.getString("url")))
        .list();
  }

  /** What a worker is just claiming is passed over: it is looked at again before it is fetched. */
  private int skip(JobId crawlId, List<Waiting> hit, List<String> rules, Instant now) {
    if (hit.isEmpty()) {
      return 0;
    }
    return db.sql(
            """
            with picked as (
              select f.url_hash, i.rule
                from unnest(cast(:hashes as bytea[]), cast(:rules as text[])) as i (hash, rule)
                join frontier f on f.crawl_id = :crawl and f.url_hash = i.hash
               where f.state = 'pending' for update of f skip locked)
            update frontier f set state = 'done', decision = 'skipped', rule = p.rule, decided_at = :now
              from picked p where f.crawl_id = :crawl and f.url_hash = p.url_hash
            """)
        .param("crawl", crawlId.value())
        .param("hashes", hit.stream().map(Waiting::hash).toArray(byte[][]::new))
        .param("rules", rules.toArray(String[]::new))
        .param("now", Rows.time(now))
        .update();
  }

  /** The clocks of the hosts run by the delay as it was; what a host asked for on top stays. */
  private void hurry(JobId crawlId, int lessMillis, Instant now) {
    db.sql(
            """
            update crawl_hosts h
               set next_due = greatest(h.next_due - make_interval(secs => :less), cast(:now as timestamptz))
              from (select host_key from crawl_hosts
                     where crawl_id = :crawl and next_due > :now order by host_key for update) later
             where h.crawl_id = :crawl and h.host_key = later.host_key
            """)
        .param("crawl", crawlId.value())
        .param("less", lessMillis / 1000.0)
        .param("now", Rows.time(now))
        .update();
  }

  private void count(JobId crawlId, int maxPages, CounterChange change) {
    db.sql(
            """
            update crawls set max_pages = :max, edition = edition + 1,
                   discovered = discovered + :discovered, skipped = skipped + :skipped
             where job_id = :crawl
            """)
        .param("crawl", crawlId.value())
        .param("max", maxPages)
        .params(change.parameters())
        .update();
  }

  private record Waiting(long seq, byte[] hash, String url) {}
}
