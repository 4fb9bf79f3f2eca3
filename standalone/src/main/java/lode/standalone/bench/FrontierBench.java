package lode.standalone.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import lode.adapters.postgres.DatabaseMigration;
import lode.adapters.postgres.PostgresFrontier;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.PostgresServer;

/** How long claims and commits take while a frontier grows, on an embedded Postgres of its own. */
public final class FrontierBench {

  private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
  private static final int HOSTS = 200;
  private static final int ROUNDS = 100;
  private static final int AT_ONCE = 16;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final PrintStream progress;
  private final Clock clock = Clock.systemUTC();

  /** Tells its progress there. */
  public FrontierBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Measures; the answer is a table in Markdown. */
  public String run() throws IOException, SQLException, InterruptedException {
    Path home = Files.createTempDirectory("lode-frontier");
    try (PostgresServer server = PostgresServer.start(LodeHome.at(home))) {
      try (HikariDataSource database = pool(server)) {
        migrate(database);
        StringBuilder table =
            new StringBuilder(
                "| entries | hosts | claim of 16, ms | slowest of 20 | commit of 16, ms | slowest of 20 | state, ms |\n"
                    + "|--:|--:|--:|--:|--:|--:|--:|\n");
        for (int size : SIZES) {
          progress.println(size + " entries …");
          table.append(measure(database, size));
        }
        return table.toString();
      }
    } finally {
      LodeProcesses.delete(home);
    }
  }

  private static HikariDataSource pool(PostgresServer server) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(server.jdbcUrl());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(2);
    return new HikariDataSource(pool);
  }

  private static void migrate(DataSource database) throws InterruptedException {
    try (DatabaseMigration migration = DatabaseMigration.start(database)) {
      if (!migration.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("no tables: " + migration.trouble());
      }
    }
  }

  private String measure(DataSource database, int entries) throws SQLException {
    Frontier frontier = PostgresFrontier.of(database);
    JobId crawl = new JobId(UUID.randomUUID());
    fill(database, crawl, entries);
    List<Long> claims = new ArrayList<>();
    List<Long> commits = new ArrayList<>();
    List<Long> states = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = clock.instant();
      long began = System.nanoTime();
      List<FrontierEntry> claimed =
          frontier.claim(new FrontierClaim(crawl, "bench", AT_ONCE, 4, Duration.ZERO, LEASE, now));
      claims.add(System.nanoTime() - began);
      List<PageOutcome> outcomes = claimed.stream().map(this::page).toList();
      began = System.nanoTime();
      frontier.commit(crawl, "bench", outcomes, now);
      commits.add(System.nanoTime() - began);
      began = System.nanoTime();
      frontier.state(crawl, now);
      states.add(System.nanoTime() - began);
    }
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        entries,
        HOSTS,
        millis(claims, 0.5),
        millis(claims, 0.95),
        millis(commits, 0.5),
        millis(commits, 0.95),
        millis(states, 0.5));
  }

  private PageOutcome page(FrontierEntry entry) {
    byte[] body = ("<p>" + entry.url() + "</p>").repeat(200).getBytes(StandardCharsets.UTF_8);
    StoredPage page =
        new StoredPage(
            200,
            body,
            "text/html",
            null,
            null,
            "a page",
            "en",
            ContentHash.of(body),
            null,
            clock.instant());
    return new PageOutcome.Stored(entry, page, List.of());
  }

  /** As long crawls leave it: no statistics yet, all hosts due, five levels. */
  private static void fill(DataSource database, JobId crawl, int entries) throws SQLException {
    UUID project = UUID.randomUUID();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into projects (id, name, schema_version) values ('%s', '%s', 1)"
              .formatted(project, project));
      statement.execute(
          """
          insert into jobs (id, project_id, kind, status, payload, schema_version, workflow_id)
          values ('%1$s', '%2$s', 'crawl', 'running', '{}', 1, 'crawl/%1$s')
          """
              .formatted(crawl, project));
      statement.execute(
          """
          insert into crawls (job_id, max_pages, discovered) values ('%s', 1000000000, %d)
          """
              .formatted(crawl, entries));
      statement.execute(
          """
          insert into frontier (crawl_id, url_hash, url, host_key, pattern, depth, source_group)
          select '%1$s', sha256(u.url::bytea), u.url, 'http://h' || u.i %% %2$d || '.example:80', 'p', u.i / %2$d %% 5, 'g'
            from (select i, 'http://h' || i %% %2$d || '.example/' || i as url from generate_series(1, %3$d) i) u
          """
              .formatted(crawl, HOSTS, entries));
      statement.execute(
          """
          insert into crawl_hosts (crawl_id, host_key)
          select '%s', 'http://h' || i || '.example:80' from generate_series(0, %d) i
          """
              .formatted(crawl, HOSTS - 1));
    }
  }

  private static double millis(List<Long> nanos, double part) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((int) (part * (sorted.size() - 1))) / 1e6;
  }
}
