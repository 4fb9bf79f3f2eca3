package lode.adapters.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.TrapGuard;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes found URLs into the frontier; works inside the caller's transaction. */
final class FrontierEntries {

  private final JdbcClient db;

  FrontierEntries(JdbcClient db) {
    this.db = db;
  }

  /** Adds what is new, in order of hash so that two workers never deadlock; gives how many. */
  int add(JobId crawlId, List<NewEntry> found, CounterChange change) {
    List<NewEntry> distinct = distinct(found);
    if (distinct.isEmpty()) {
      return 0;
    }
    reviveBeyondDepth(crawlId, distinct, change);
    addHosts(crawlId, distinct);
    List<Added> added = insert(crawlId, distinct);
    change.discovered(added.size());
    change.skipped(added.stream().filter(Added::skipped).count());
    skipBeyondQuota(crawlId, added, change);
    return added.size();
  }

  /** One entry per URL: the shallowest, and rather one that is to be fetched. */
  private static List<NewEntry> distinct(List<NewEntry> found) {
    Map<String, NewEntry> byHash = new TreeMap<>();
    Comparator<NewEntry> better =
        Comparator.comparing((NewEntry entry) -> entry.skipRule() != null)
            .thenComparing(NewEntry::depth);
    for (NewEntry entry : found) {
      byHash.merge(entry.url().hashHex(), entry, (a, b) -> better.compare(b, a) < 0 ? b : a);
    }
    return List.copyOf(byHash.values());
  }

  /** A URL that was too deep by one path is fetched when a shorter path to it is found. */
  private void reviveBeyondDepth(JobId crawlId, List<NewEntry> entries, CounterChange change) {
    List<NewEntry> wanted = entries.stream().filter(entry -> entry.skipRule() == null).toList();
    if (wanted.isEmpty()) {
      return;
    }
    int revived =
        db.sql(
                """
                update frontier f set state = 'pending', decision = null, rule = null, decided_at = null,
                       depth = i.depth
                  from unnest(cast(:hashes as bytea[]), cast(:depths as int[])) as i (hash, depth)
                 where f.crawl_id = :crawl and f.url_hash = i.hash and f.state = 'done'
                   and f.decision = 'skipped' and f.rule like 'maxDepth%'
                """)
            .param("crawl", crawlId.value())
            .param("hashes", array(wanted, entry -> entry.url().hash(), new byte[0][]))
            .param("depths", array(wanted, NewEntry::depth, new Integer[0]))
            .update();
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
            "insert into crawl_hosts (crawl_id, host_key) select :crawl, unnest(cast(:hosts as text[]))"
                + " on conflict do nothing")
        .param("crawl", crawlId.value())
        .param("hosts", hosts.toArray(String[]::new))
        .update();
  }

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
             order by i.hash
            on conflict (crawl_id, url_hash) do nothing
            returning f.url_hash, f.pattern, f.state = 'done' as skipped
            """)
        .param("crawl", crawlId.value())
        .param("hashes", array(entries, entry -> entry.url().hash(), new byte[0][]))
        .param("urls", array(entries, entry -> entry.url().value(), new String[0]))
        .param("hosts", array(entries, entry -> entry.url().hostKey(), new String[0]))
        .param("patterns", array(entries, NewEntry::pattern, new String[0]))
        .param("depths", array(entries, NewEntry::depth, new Integer[0]))
        .param("priorities", array(entries, NewEntry::priority, new Integer[0]))
        .param("hops", array(entries, NewEntry::hops, new Integer[0]))
        .param("groups", array(entries, NewEntry::sourceGroup, new String[0]))
        .param("rules", array(entries, NewEntry::skipRule, new String[0]))
        .query(
            (row, number) ->
                new Added(
                    row.getBytes("url_hash"), row.getString("pattern"), row.getBoolean("skipped")))
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
    Collection<String> patterns = byPattern.keySet();
    Integer[] counts = byPattern.values().stream().map(List::size).toArray(Integer[]::new);
    Map<String, Integer> taken = new HashMap<>();
    db.sql(
            """
            insert into crawl_patterns as p (crawl_id, pattern, taken)
            select :crawl, i.pattern, i.n from unnest(cast(:patterns as text[]), cast(:counts as int[])) as i (pattern, n)
            on conflict (crawl_id, pattern) do update set taken = p.taken + excluded.taken
            returning p.pattern, p.taken
            """)
        .param("crawl", crawlId.value())
        .param("patterns", patterns.toArray(String[]::new))
        .param("counts", counts)
        .query((row, number) -> taken.put(row.getString(1), row.getInt(2)))
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
        .param("hashes", array(entries, Added::hash, new byte[0][]))
        .update();
  }

  private static <E, V> V[] array(List<E> entries, Function<E, V> part, V[] type) {
    return entries.stream().map(part).toList().toArray(type);
  }

  private record Added(byte[] hash, String pattern, boolean skipped) {}
}
