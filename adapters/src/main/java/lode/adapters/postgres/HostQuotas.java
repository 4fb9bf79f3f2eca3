package lode.adapters.postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.domain.crawl.NewEntry;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps each host of a crawl to the crawl's quota of pages. What is claimed counts as taken until it is
 * decided, so that no number of workers takes more; what waits when a host has its pages is skipped.
 */
final class HostQuotas {

  /**
   * Entries of the host h that may be claimed now. The host's row is locked by whoever claims, so that
   * its count is exact; what is leased is few. Without a quota it costs one look at the crawl's row.
   */
  static final String ROOM =
      """
      case when (select q.max_pages_per_host from crawls q where q.job_id = :crawl) is null then :perHost
           else least(:perHost, (select q.max_pages_per_host from crawls q where q.job_id = :crawl) - h.taken - (
             select count(*) from frontier l
              where l.crawl_id = :crawl and l.state = 'leased' and l.host_key = h.host_key)) end""";

  private static final String CLOSE =
      """
      , closed as (
        update frontier f set state = 'done', decision = 'skipped', decided_at = now(),
               rule = 'maxPagesPerHost ' || p.max_pages_per_host
          from (select w.url_hash, o.max_pages_per_host from hosts o
                  join frontier w on w.crawl_id = :crawl and w.host_key = o.host_key and w.state = 'pending'
                 where o.taken >= o.max_pages_per_host for update of w skip locked) p
         where f.crawl_id = :crawl and f.url_hash = p.url_hash returning 1)
      update crawls set skipped = skipped + n
        from (select count(*) as n from closed) as counted where job_id = :crawl and n > 0
      """;

  private final JdbcClient db;

  HostQuotas(JdbcClient db) {
    this.db = db;
  }

  /** No pages yet of the hosts of found URLs: they are looked at, too. */
  static Map<String, Integer> kept(List<NewEntry> found) {
    Map<String, Integer> kept = new TreeMap<>();
    found.stream()
        .filter(entry -> entry.skipRule() == null)
        .forEach(entry -> kept.put(entry.url().hostKey(), 0));
    return kept;
  }

  /**
   * Counts pages of hosts and closes those that have enough. The caller holds the crawl's row: of two
   * that take and find at the same time, the later sees both.
   */
  void count(JobId crawlId, Map<String, Integer> kept) {
    db.sql(
            """
            with hosts as (
              update crawl_hosts h set taken = h.taken + i.n
                from unnest(cast(:hosts as text[]), cast(:counts as int[])) as i (host, n), crawls c
               where h.crawl_id = :crawl and h.host_key = i.host and c.job_id = :crawl
              returning h.host_key, h.taken, c.max_pages_per_host)"""
                + CLOSE)
        .param("crawl", crawlId.value())
        .param("hosts", kept.keySet().toArray(String[]::new))
        .param("counts", kept.values().toArray(Integer[]::new))
        .update();
  }

  /** Closes the hosts that have enough: something put entries back. The caller holds the crawl's row. */
  void close(JobId crawlId) {
    db.sql(
            """
            with hosts as (
              select h.host_key, h.taken, c.max_pages_per_host
                from crawl_hosts h join crawls c on c.job_id = h.crawl_id
               where h.crawl_id = :crawl and h.taken >= c.max_pages_per_host)"""
                + CLOSE)
        .param("crawl", crawlId.value())
        .update();
  }
}
