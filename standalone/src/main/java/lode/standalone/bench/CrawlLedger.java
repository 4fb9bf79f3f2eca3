package lode.standalone.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What the database says of a crawl, read past Lode: each look has a connection of its own, as the
 * others may be cut at any time.
 */
final class CrawlLedger {

  private static final String COUNTERS =
      """
      select c.discovered, c.fetched, c.unchanged, c.skipped, c.failed, c.reserved,
             f.discovered, f.fetched, f.unchanged, f.skipped, f.failed, f.leased, f.pending
        from crawls c cross join lateral (
          select count(*) as discovered, count(*) filter (where decision = 'fetched') as fetched,
                 count(*) filter (where decision = 'unchanged') as unchanged,
                 count(*) filter (where decision = 'skipped') as skipped,
                 count(*) filter (where decision = 'failed') as failed,
                 count(*) filter (where state = 'leased') as leased,
                 count(*) filter (where state = 'pending') as pending
            from frontier where crawl_id = c.job_id) f
       where c.job_id = ?
      """;

  private static final List<String> NAMES =
      List.of("discovered", "fetched", "unchanged", "skipped", "failed", "reserved");

  private final String jdbcUrl;
  private final String user;
  private final String password;

  CrawlLedger(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /** Pages that the crawl has committed so far. */
  Set<String> committed(UUID crawl) throws SQLException {
    return new HashSet<>(
        texts("select url from frontier where crawl_id = ? and decision is not null", crawl));
  }

  /** Ends every connection but this look's own; gives how many there were. */
  int cut() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** What is not as it must be when a crawl has ended that should have fetched exactly these pages. */
  List<String> faults(UUID crawl, Set<String> pages) throws SQLException {
    List<String> faults = new ArrayList<>(counterFaults(crawl));
    compare(
        "decided as fetched",
        texts("select url from frontier where crawl_id = ? and decision = 'fetched'", crawl),
        pages,
        faults);
    compare(
        "in the store",
        texts(
            "select s.url from sources s join jobs j on j.project_id = s.project_id where j.id = ?",
            crawl),
        pages,
        faults);
    compare(
        "as a version",
        texts(
            "select s.url from source_versions v join sources s on s.id = v.source_id"
                + " join jobs j on j.project_id = s.project_id where j.id = ?",
            crawl),
        pages,
        faults);
    return faults;
  }

  private List<String> counterFaults(UUID crawl) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(COUNTERS)) {
      statement.setObject(1, crawl);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return List.of("there are no counters");
        }
        List<String> faults = new ArrayList<>();
        long decided = 0;
        for (int i = 0; i < NAMES.size(); i++) {
          long counter = row.getLong(i + 1);
          long rows = row.getLong(i + 1 + NAMES.size());
          decided += i > 0 && i < NAMES.size() - 1 ? counter : 0;
          if (counter != rows) {
            faults.add("the counter " + NAMES.get(i) + " is " + counter + ", the rows say " + rows);
          }
        }
        long pending = row.getLong(2 * NAMES.size() + 1);
        if (pending != row.getLong(1) - decided) {
          faults.add("discovered is not what was decided and the " + pending + " that wait");
        }
        return faults;
      }
    }
  }

  private static void compare(
      String where, List<String> found, Set<String> wanted, List<String> faults) {
    Set<String> distinct = new TreeSet<>(found);
    if (distinct.size() < found.size()) {
      faults.add((found.size() - distinct.size()) + " pages are twice " + where);
    }
    Set<String> lost = new TreeSet<>(wanted);
    lost.removeAll(distinct);
    if (!lost.isEmpty()) {
      faults.add(lost.size() + " pages are not " + where + ", such as " + lost.iterator().next());
    }
    distinct.removeAll(wanted);
    if (!distinct.isEmpty()) {
      faults.add(distinct.size() + " others are " + where + ": " + distinct.iterator().next());
    }
  }

  private List<String> texts(String sql, UUID crawl) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, crawl);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
        return texts;
      }
    }
  }
}
