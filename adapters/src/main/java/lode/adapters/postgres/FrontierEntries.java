package lode.adapters.postgres;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.crawl.NewEntry;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes found URLs into the frontier; works inside the caller's transaction. */
final class FrontierEntries {

  private final JdbcClient db;
  private final PatternQuotas patterns;

  FrontierEntries(JdbcClient db) {
    this.db = db;
    this.patterns = new PatternQuotas(db);
  }

  /** Adds what is new, in order of hash so that two workers never deadlock; gives those. */
  List<NewEntry> add(JobId crawlId, List<NewEntry> found, CounterChange change) {
    List<NewEntry> distinct = distinct(found);
    if (distinct.isEmpty()) {
      return List.of();
    }
    lowerDepth(crawlId, distinct, change);
    addHosts(crawlId, distinct);
    List<Added> added = insert(crawlId, distinct);
    change.discovered(added.size());
    change.skipped(added.stream().filter(Added::skipped).count());
    patterns.skipBeyondQuota(crawlId, added, change);
    Set<String> urls = new HashSet<>();
    added.forEach(entry -> urls.add(entry.url));
    return distinct.stream().filter(entry -> urls.contains(entry.url().value())).toList();
  }

  /** One entry per URL: the shallowest, and rather one that is to be fetched. */
  private static List<NewEntry> distinct(List<NewEntry> found) {
    Map<CanonicalUrl, NewEntry> byUrl = new LinkedHashMap<>();
    Comparator<NewEntry> better =
        Comparator.comparing((NewEntry entry) -> entry.skipRule() != null)
            .thenComparing(NewEntry::depth);
    for (NewEntry entry : found) {
      byUrl.merge(
          entry.url(),
          entry,
          (a, b) ->
              (better.compare(b, a) < 0 ? b : a)
                  .withPriority(Math.max(a.priority(), b.priority())));
    }
    return List.copyOf(byUrl.values());
  }

  /**
   * Level of a row r: its depth; in a focused crawl its band of relevance, where seeds are the best.
   * Bands and not scores, so that links of equal promise do not wait for one another.
   */
  static final String LEVEL =
      "case when not c.best_first then r.depth when r.depth = 0 then 0"
          + " else 10 - least(10, greatest(0, r.priority) / 100) end";

  /**
   * A shorter path to a URL that waits lowers its depth; one that was too deep by the longer path is
   * fetched after all. A row that another transaction holds is being claimed, or lowered by a page of
   * the same level: waiting for it could end in a deadlock and would change nothing. In a focused crawl
   * a link of higher relevance raises a URL in the same way.
   */
  private void lowerDepth(JobId crawlId, List<NewEntry> entries, CounterChange change) {
    List<NewEntry> wanted = entries.stream().filter(entry -> entry.skipRule() == null).toList();
    if (wanted.isEmpty()) {
      return;
    }
    int revived =
        db.sql(
                """
                with deeper as (
                  select f.url_hash, f.state, least(f.depth, i.depth) as depth,
                         case when c.best_first then greatest(f.priority, i.priority) else f.priority end as priority
                    from unnest(cast(:hashes as bytea[]), cast(:depths as int[]), cast(:priorities as int[]))
                         as i (hash, depth, priority)
                    join frontier f on f.crawl_id = :crawl and f.url_hash = i.hash
                    join crawls c on c.job_id = f.crawl_id
                   where f.depth > i.depth
                     and (f.state = 'pending'
                          or f.state = 'done' and f.decision = 'skipped' and f.rule like 'maxDepth%')
                      or c.best_first and i.priority > f.priority
                     and (f.state = 'pending'
                          or f.state = 'done' and f.decision = 'skipped' and f.rule like 'relevance %')
                   order by f.url_hash for update of f skip locked),
                lowered as (
                  update frontier f set state = 'pending', decision = null, rule = null, decided_at = null,
                         depth = r.depth, priority = r.priority, level = LEVEL
                    from deeper r join crawls c on c.job_id = :crawl where f.crawl_id = :crawl and f.url_hash = r.url_hash)
                select count(*)::int from deeper where state = 'done'
                """
                    .replace("LEVEL", LEVEL))
            .param("crawl", crawlId.value())
            .param("hashes", Rows.array(wanted, entry -> entry.url().hash(), new byte[0][]))
            .param("depths", Rows.array(wanted, NewEntry::depth, new Integer[0]))
            .param("priorities", Rows.array(wanted, NewEntry::priority, new Integer[0]))
            .query(Integer.class)
            .single();
    change.skipped(-revived);
  }

  private void addHosts(JobId crawlId, List<NewEntry> entries) {
    List<String> hosts =
        entries.stream()
            .filter(entry -> entry.skipRule() == null)
            .map(entry -> entry.url().hostKey())
            .distinct()
            .sorted()
            .toList();
    db.sql(
            """
            insert into crawl_hosts (crawl_id, host_key)
            select :crawl, i.host from unnest(cast(:hosts as text[])) as i (host)
             where not exists (select 1 from crawl_hosts h where h.crawl_id = :crawl and h.host_key = i.host)
             order by i.host
            on conflict do nothing
            """)
        .param("crawl", crawlId.value())
        .param("hosts", hosts.toArray(String[]::new))
        .update();
  }

  /**
   * Those that are there are left out beforehand: "on conflict" would wait for whoever is deciding
   * them, who may be waiting for our rows in turn.
   */
  private List<Added> insert(JobId crawlId, List<NewEntry> entries) {
    return db.sql(
            """
            insert into frontier as f (crawl_id, url_hash, url, host_key, pattern, depth, level, priority, hops,
                                       source_group, state, decision, rule, decided_at)
            select :crawl, r.hash, r.url, r.host, r.pattern, r.depth, LEVEL, r.priority, r.hops, r.source_group,
                   case when r.rule is null then 'pending' else 'done' end,
                   case when r.rule is null then null else 'skipped' end,
                   r.rule, case when r.rule is null then null else now() end
              from unnest(cast(:hashes as bytea[]), cast(:urls as text[]), cast(:hosts as text[]),
                          cast(:patterns as text[]), cast(:depths as int[]), cast(:priorities as int[]), cast(:hops as int[]),
                          cast(:groups as text[]), cast(:rules as text[]))
                   as r (hash, url, host, pattern, depth, priority, hops, source_group, rule)
              join crawls c on c.job_id = :crawl
             where not exists (select 1 from frontier k where k.crawl_id = :crawl and k.url_hash = r.hash)
             order by r.hash
            on conflict (crawl_id, url_hash) do nothing
            returning f.url, f.url_hash, f.pattern, f.state = 'done' as skipped
            """
                .replace("LEVEL", LEVEL))
        .param("crawl", crawlId.value())
        .param("hashes", Rows.array(entries, entry -> entry.url().hash(), new byte[0][]))
        .param("urls", Rows.array(entries, entry -> entry.url().value(), new String[0]))
        .param("hosts", Rows.array(entries, entry -> entry.url().hostKey(), new String[0]))
        .param("patterns", Rows.array(entries, NewEntry::pattern, new String[0]))
        .param("depths", Rows.array(entries, NewEntry::depth, new Integer[0]))
        .param("priorities", Rows.array(entries, NewEntry::priority, new Integer[0]))
        .param("hops", Rows.array(entries, NewEntry::hops, new Integer[0]))
        .param("groups", Rows.array(entries, NewEntry::sourceGroup, new String[0]))
        .param("rules", Rows.array(entries, NewEntry::skipRule, new String[0]))
        .query(
            (row, number) ->
                new Added(
                    row.getString("url"),
                    row.getBytes("url_hash"),
                    row.getString("pattern"),
                    row.getBoolean("skipped")))
        .list();
  }

  /** An entry that was new. */
  record Added(String url, byte[] hash, String pattern, boolean skipped) {}
}
