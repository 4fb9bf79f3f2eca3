package lode.domain.crawl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Committed counters of a crawl: {@code discovered = fetched + unchanged + skipped + failed +
 * pending}.
 *
 * @param fetched pages stored with new or changed content
 * @param unchanged pages that are as the project holds them
 * @param created pages that the project did not hold before
 * @param updated pages whose visible text changed
 * @param bytes body bytes fetched
 */
public record CrawlCounters(
    long discovered,
    long fetched,
    long unchanged,
    long skipped,
    long failed,
    long created,
    long updated,
    long bytes) {

  /** Entries without an outcome yet. */
  public long pending() {
    return discovered - fetched - unchanged - skipped - failed;
  }

  /** The counters by their names on the wire. */
  public Map<String, Long> asMap() {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("pagesDiscovered", discovered);
    counters.put("pagesFetched", fetched);
    counters.put("pagesUnchanged", unchanged);
    counters.put("pagesSkipped", skipped);
    counters.put("pagesFailed", failed);
    counters.put("pagesPending", pending());
    counters.put("pagesCreated", created);
    counters.put("pagesUpdated", updated);
    counters.put("bytes", bytes);
    return counters;
  }
}
