package lode.adapters.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.TrapGuard;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes found URLs into the frontier; works inside the caller's transaction. */
final class FrontierEntries {

  private final JdbcClient db;

  FrontierEntries(JdbcClient db) {
    this.db = db;
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
    skipBeyondQuota(crawlId, added, change);
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
      byUrl.merge(entry.url(), entry, (a, b) -> better.compare(b, a) < 0 ? b : a);
    }
    return List.copyOf(byUrl.values());
  }

  /**
   * A shorter path to a URL that waits lowers its depth; one that was too deep by the longer path is
   * fetched after all. A row that another transaction holds is being claimed, or lowered by a page of
   * the same level: waiting for it could end in a deadlock and would change nothing.
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
                  select f.url_hash, f.state, i.depth
                    from unnest(cast(:hashes as bytea[]), cast(:depths as int[])) as i (hash, depth)
                    join frontier f on f.crawl_id = :crawl and f.url_hash = i.hash
                   where f.depth > i.depth
                     and (f.state = 'pending'
                          or f.state = 'done' and f.decision = 'skipped' and f.rule like 'maxDepth%')
                   order by f.url_hash for update of f skip locked),
                lowered as (
                  update frontier f set state = 'pending', decision = null, rule = null, decided_at = null,
                         depth = d.depth
                    from deeper d where f.crawl_id = :crawl and f.url_hash = d.url_hash)
                select count(*)::int from deeper where state = 'done'
                """)
            .param("crawl", crawlId.value())
            .param("hashes", Rows.array(wanted, entry -> entry.url().hash(), new byte[0][]))
            .param("depths", Rows.array(wanted, NewEntry::depth, new Integer[0]))
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
            insert into frontier as f (crawl_id, url_hash, url, host_key, pattern, depth, priority, hops, source_group,
                                       state, decision, rule, decided_at)
            select :crawl, i.hash, i.url, i.host, i.pattern, i.depth, i.priority, i.hops, i.source_group,
                   case when i.rule is null then 'pending' else 'done' end,
                   case when i.rule is null then null else 'skipped' end,
                   i.rule, case when i.rule is null then null else now() end
              from unnest(cast(:hashes as bytea[]), cast(:urls as text[]), cast(:hosts as text[]),
                          cast(:patterns as text[]), cast(:depths as int[]), cast(:priorities as int[]), cast(:hops as int[]),
                          cast(:groups as text[]), cast(:rules as text[]))
                   as i (hash, url, host, pattern, depth, priority, hops, source_group, rule)
             where not exists (select 1 from frontier k where k.crawl_id = :crawl and k.url_hash = i.hash)
             order by i.hash
            on conflict (crawl_id, url_hash) do nothing
            returning f.url, f.url_hash, f.pattern, f.state = 'done' as skipped
            """)
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

  /** An endless space (a calendar, a counter) gives many URLs of one shape. */
  private void skipBeyondQuota(JobId crawlId, List<Added> added, CounterChange change) {
    Map<String, List<Added>> byPattern = new TreeMap<>();
    for (Added entry : added) {
      if (!entry.skipped && isLimited(entry.pattern)) {
        byPattern.computeIfAbsent(entry.pattern, pattern -> new ArrayList<>()).add(entry);
      }
    }
    if (byPattern.isEmpty()) {
      return;
    }
    Map<String, Integer> taken = take(crawlId, byPattern);
    byPattern.forEach(
        (pattern, entries) -> {
          long beyond = taken.getOrDefault(pattern, 0) - TrapGuard.DEFAULT.quota(pattern);
          int over = (int) Math.min(beyond, entries.size());
          if (over > 0) {
            change.skipped(
                skip(crawlId, pattern, entries.subList(entries.size() - over, entries.size())));
          }
        });
  }

  private static boolean isLimited(String pattern) {
    return TrapGuard.DEFAULT.quota(pattern) < Long.MAX_VALUE;
  }

  private Map<String, Integer> take(JobId crawlId, Map<String, List<Added>> byPattern) {
    Map<String, String> byHash = new TreeMap<>();
    byPattern.keySet().forEach(key -> byHash.put(ContentHash.of(key).hex(), key));
    Integer[] counts =
        byHash.values().stream().map(key -> byPattern.get(key).size()).toArray(Integer[]::new);
    Map<String, Integer> taken = new HashMap<>();
    db.sql(
            """
            insert into crawl_patterns as p (crawl_id, pattern_hash, taken)
            select :crawl, decode(i.hash, 'hex'), i.n
              from unnest(cast(:hashes as text[]), cast(:counts as int[])) as i (hash, n) order by i.hash
            on conflict (crawl_id, pattern_hash) do update set taken = p.taken + excluded.taken
            returning encode(p.pattern_hash, 'hex'), p.taken
            """)
        .param("crawl", crawlId.value())
        .param("hashes", byHash.keySet().toArray(String[]::new))
        .param("counts", counts)
        .query((row, number) -> taken.put(byHash.get(row.getString(1)), row.getInt(2)))
        .list();
    return taken;
  }

  private int skip(JobId crawlId, String pattern, List<Added> entries) {
    return db.sql(
            """
            update frontier set state = 'done', decision = 'skipped', decided_at = now(), rule = :rule
             where crawl_id = :crawl and url_hash = any(cast(:hashes as bytea[])) and state = 'pending'
            """)
        .param("crawl", crawlId.value())
        .param("rule", "more than " + TrapGuard.DEFAULT.quota(pattern) + " URLs like " + pattern)
        .param("hashes", Rows.array(entries, Added::hash, new byte[0][]))
        .update();
  }

  private record Added(String url, byte[] hash, String pattern, boolean skipped) {}
}
