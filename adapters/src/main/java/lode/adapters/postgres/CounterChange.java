package lode.adapters.postgres;

import java.util.Map;

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

  void add(CounterChange other) {
    discovered += other.discovered;
    fetched += other.fetched;
    unchanged += other.unchanged;
    skipped += other.skipped;
    failed += other.failed;
    created += other.created;
    updated += other.updated;
    bytes += other.bytes;
    released += other.released;
  }

  /** Pages that count against a budget. */
  int kept() {
    return (int) (fetched + unchanged);
  }

  /** Whether the claimed entry was still the owner's. */
  boolean happened() {
    return released > 0;
  }

  boolean isNothing() {
    return discovered == 0 && skipped == 0 && released == 0;
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
