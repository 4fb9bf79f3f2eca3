package lode.adapters.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.adapters.postgres.FrontierEntries.Added;
import lode.domain.crawl.Trap;
import lode.domain.crawl.TrapGuard;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps endless spaces (a calendar, a counter) to a quota of URLs of one shape. */
final class PatternQuotas {

  private final JdbcClient db;

  PatternQuotas(JdbcClient db) {
    this.db = db;
  }

  void skipBeyondQuota(JobId crawlId, List<Added> added, CounterChange change) {
    Map<String, List<Added>> byPattern = new TreeMap<>();
    for (Added entry : added) {
      if (!entry.skipped() && TrapGuard.DEFAULT.quota(entry.pattern()) < Long.MAX_VALUE) {
        byPattern.computeIfAbsent(entry.pattern(), pattern -> new ArrayList<>()).add(entry);
      }
    }
    if (byPattern.isEmpty()) {
      return;
    }
    Map<String, Long> beyond = take(crawlId, byPattern);
    byPattern.forEach(
        (pattern, entries) -> {
          int over = (int) Math.min(beyond.getOrDefault(pattern, 0L), entries.size());
          if (over > 0) {
            change.skipped(
                skip(crawlId, pattern, entries.subList(entries.size() - over, entries.size())));
          }
        });
  }

  /** Counts URLs and gives how many are beyond the quota of their pattern. */
  private Map<String, Long> take(JobId crawlId, Map<String, List<Added>> byPattern) {
    Map<String, String> byHash = byHash(byPattern.keySet());
    Integer[] counts =
        byHash.values().stream().map(key -> byPattern.get(key).size()).toArray(Integer[]::new);
    Map<String, Long> beyond = new HashMap<>();
    db.sql(
            """
            insert into crawl_patterns as p (crawl_id, pattern_hash, taken)
            select :crawl, decode(i.hash, 'hex'), i.n
              from unnest(cast(:hashes as text[]), cast(:counts as int[])) as i (hash, n) order by i.hash
            on conflict (crawl_id, pattern_hash) do update set taken = p.taken + excluded.taken
            returning encode(p.pattern_hash, 'hex'), p.taken - p.skipped, p.lifted
            """)
        .param("crawl", crawlId.value())
        .param("hashes", byHash.keySet().toArray(String[]::new))
        .param("counts", counts)
        .query(
            (row, number) -> {
              String pattern = byHash.get(row.getString(1));
              long over = row.getLong(2) - TrapGuard.DEFAULT.quota(pattern);
              return beyond.put(pattern, row.getBoolean(3) ? 0 : over);
            })
        .list();
    return beyond;
  }

  private static Map<String, String> byHash(Collection<String> patterns) {
    Map<String, String> byHash = new TreeMap<>();
    patterns.forEach(pattern -> byHash.put(ContentHash.of(pattern).hex(), pattern));
    return byHash;
  }

  private int skip(JobId crawlId, String pattern, List<Added> entries) {
    return db.sql(
            """
            with closed as (
              update frontier set state = 'done', decision = 'skipped', decided_at = now(), rule = :rule
               where crawl_id = :crawl and url_hash = any(cast(:hashes as bytea[])) and state = 'pending'
              returning 1),
            counted as (
              update crawl_patterns set pattern = :pattern, skipped = skipped + (select count(*) from closed)
               where crawl_id = :crawl and pattern_hash = decode(:hash, 'hex'))
            select count(*)::int from closed
            """)
        .param("crawl", crawlId.value())
        .param("rule", "more than " + TrapGuard.DEFAULT.quota(pattern) + " URLs like " + pattern)
        .param("hashes", entries.stream().map(Added::hash).toArray(byte[][]::new))
        .param("pattern", pattern)
        .param("hash", ContentHash.of(pattern).hex())
        .query(Integer.class)
        .single();
  }

  /** Lifts the quota of patterns; gives how many skipped URLs wait again. */
  int lift(JobId crawlId, List<String> patterns) {
    if (patterns.isEmpty()) {
      return 0;
    }
    Map<String, String> byHash = byHash(patterns);
    db.sql(
            """
            insert into crawl_patterns (crawl_id, pattern_hash, pattern, lifted)
            select :crawl, decode(i.hash, 'hex'), i.pattern, true
              from unnest(cast(:hashes as text[]), cast(:patterns as text[])) as i (hash, pattern) order by i.hash
            on conflict (crawl_id, pattern_hash) do update
              set lifted = true, skipped = 0, pattern = excluded.pattern
            """)
        .param("crawl", crawlId.value())
        .param("hashes", byHash.keySet().toArray(String[]::new))
        .param("patterns", byHash.values().toArray(String[]::new))
        .update();
    return db.sql(
            """
            update frontier set state = 'pending', decision = null, rule = null, decided_at = null
             where crawl_id = :crawl and decision = 'skipped' and pattern = any(cast(:patterns as text[]))
               and rule like 'more than % URLs like %'
            """)
        .param("crawl", crawlId.value())
        .param("patterns", byHash.values().toArray(String[]::new))
        .update();
  }

  List<Trap> traps(JobId crawlId, int limit) {
    return db.sql(
            """
            select pattern, taken - skipped as taken, skipped from crawl_patterns
             where crawl_id = :crawl and skipped > 0 order by skipped desc, pattern limit :limit
            """)
        .param("crawl", crawlId.value())
        .param("limit", limit)
        .query((row, number) -> new Trap(row.getString(1), row.getLong(2), row.getLong(3)))
        .list();
  }
}
