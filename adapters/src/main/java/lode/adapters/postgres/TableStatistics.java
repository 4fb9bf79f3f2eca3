package lode.adapters.postgres;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Has Postgres look at the tables of a crawl as soon as they have grown by half. Autovacuum would do it
 * within a minute; until then the planner takes a filled table for an empty one, where one index
 * seems as good as another, and reads whole crawls and projects through the wrong one.
 */
final class TableStatistics {

  private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);

  /** What commits and claims read by more than one index. */
  private static final String[] TABLES = {
    "frontier", "sources", "source_identities", "source_urls", "source_versions", "bodies"
  };

  /** Writes after which tables are looked at first; from then on at twice as many, up to the most. */
  private static final int FIRST = 8;

  private static final int MOST_BETWEEN = 256;

  /** Pages of the database that a table has before statistics of it matter. */
  private static final int ENOUGH_PAGES = 4;

  private static final String GROWN =
      """
      select c.relname from pg_class c
       where c.oid = any(array(select to_regclass(name) from unnest(cast(:tables as text[])) as t (name)))
         and pg_relation_size(c.oid) >= current_setting('block_size')::bigint * greatest(:enough, c.relpages * 3 / 2)
      """;

  private final JdbcClient db;
  private final AtomicLong writes = new AtomicLong();

  TableStatistics(JdbcClient db) {
    this.db = db;
  }

  /** Tells of a commit; called outside of its transaction. */
  void written() {
    long count = writes.incrementAndGet();
    boolean young = count < MOST_BETWEEN && count >= FIRST && Long.bitCount(count) == 1;
    if (young || count % MOST_BETWEEN == 0) {
      refresh();
    }
  }

  /** Statistics are no reason for a crawl to fail. */
  private void refresh() {
    try {
      grown().forEach(table -> db.sql("analyze (skip_locked) " + table).update());
    } catch (DataAccessException refused) {
      LOG.warn("the planner's statistics stay as they are", refused);
    }
  }

  private List<String> grown() {
    return db.sql(GROWN)
        .param("tables", TABLES)
        .param("enough", ENOUGH_PAGES)
        .query(String.class)
        .list();
  }
}
