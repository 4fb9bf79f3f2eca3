package lode.adapters.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import lode.domain.job.JobId;

/** A crawl's counters as they are kept, and as its rows say. */
final class CounterRows {

  private CounterRows() {}

  static Map<String, Long> committed(TestDatabase database, JobId crawl) {
    return row(
        database,
        """
        select discovered, fetched, unchanged, skipped, failed, reserved,
               discovered - fetched - unchanged - skipped - failed as open
          from crawls where job_id = :crawl
        """,
        crawl);
  }

  static Map<String, Long> counted(TestDatabase database, JobId crawl) {
    return row(
        database,
        """
        select count(*) as discovered, count(*) filter (where decision = 'fetched') as fetched,
               count(*) filter (where decision = 'unchanged') as unchanged,
               count(*) filter (where decision = 'skipped') as skipped,
               count(*) filter (where decision = 'failed') as failed,
               count(*) filter (where state = 'leased') as reserved,
               count(*) filter (where state <> 'done') as open
          from frontier where crawl_id = :crawl
        """,
        crawl);
  }

  private static Map<String, Long> row(TestDatabase database, String sql, JobId crawl) {
    Map<String, Long> values = new LinkedHashMap<>();
    database
        .client()
        .sql(sql)
        .param("crawl", crawl.value())
        .query()
        .singleRow()
        .forEach((name, value) -> values.put(name, ((Number) value).longValue()));
    return values;
  }
}
