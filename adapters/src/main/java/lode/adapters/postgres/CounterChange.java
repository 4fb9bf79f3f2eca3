package lode.adapters.postgres;

import java.util.Map;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a transaction adds to a crawl's counters. */
final class CounterChange {

  private long discovered;
  private long fetched;
  private long unchanged;
  private long skipped;
  private long failed;
  private long created;
  private long updated;
  private long bytes;
  private long released;

  void discovered(long count) {
    discovered += count;
  }

  void skipped(long count) {
    skipped += count;
  }

  void skippedAfterClaim() {
    skipped++;
    released++;
  }

  void failed() {
    failed++;
    released++;
  }

  void deferred() {
    released++;
  }

  void unchanged(long bodyBytes) {
    unchanged++;
    bytes += bodyBytes;
    released++;
  }

  void fetched(boolean isNew, long bodyBytes) {
    fetched++;
    bytes += bodyBytes;
    released++;
    if (isNew) {
      created++;
    } else {
      updated++;
    }
  }

  private boolean isNothing() {
    return discovered == 0 && skipped == 0 && released == 0;
  }

  /**
   * Adds it to a crawl's counters, in the caller's transaction; says whether something changed in a
   * crawl with a quota of pages for each host.
   */
  boolean addTo(JdbcClient db, JobId crawlId) {
    if (isNothing()) {
      return false;
    }
    return db.sql(
            """
            update crawls set discovered = discovered + :discovered, fetched = fetched + :fetched,
                   unchanged = unchanged + :unchanged, skipped = skipped + :skipped,
                   failed = failed + :failed, created = created + :created,
                   updated = updated + :updated, bytes = bytes + :bytes, reserved = reserved - :released
             where job_id = :crawl returning max_pages_per_host is not null
            """)
        .param("crawl", crawlId.value())
        .params(parameters())
        .query(Boolean.class)
        .single();
  }

  Map<String, Object> parameters() {
    return Map.of(
        "discovered", discovered,
        "fetched", fetched,
        "unchanged", unchanged,
        "skipped", skipped,
        "failed", failed,
        "created", created,
        "updated", updated,
        "bytes", bytes,
        "released", released);
  }
}
