package lode.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A fresh database on the one Postgres of this JVM, copied from one that was migrated once. */
public final class TestDatabase implements AutoCloseable {

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final HikariDataSource pool;

  private TestDatabase(String name) {
    this.name = name;
    this.pool = pool(url(name));
  }

  /** A database with all tables, empty. */
  public static TestDatabase create() {
    String name = "test_" + COUNT.incrementAndGet();
    Server.execute("create database " + name + " template " + TEMPLATE);
    return new TestDatabase(name);
  }

  /** The URL of a database that need not be there yet. */
  public static String url(String name) {
    return Server.POSTGRES.getJdbcUrl("postgres", name);
  }

  /** Runs a statement on the server's own database. */
  public static void onServer(String sql) {
    Server.execute(sql);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setMaximumPoolSize(24);
    config.setMinimumIdle(0);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  public String url() {
    return url(name);
  }

  public DataSource dataSource() {
    return pool;
  }

  public JdbcClient client() {
    return JdbcClient.create(pool);
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /** One value of one row. */
  public long number(String sql) {
    return client().sql(sql).query(Long.class).single();
  }

  public String text(String sql) {
    return client().sql(sql).query(String.class).single();
  }

  @Override
  public void close() {
    pool.close();
    Server.execute("drop database " + name.toLowerCase(Locale.ROOT) + " with (force)");
  }

  /** Started on first use, ends with the JVM. */
  private static final class Server {

    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "150")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("create database " + TEMPLATE);
        }
        Flyway.configure()
            .dataSource(server.getJdbcUrl("postgres", TEMPLATE), "postgres", "")
            .load()
            .migrate();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    static synchronized void execute(String sql) {
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }
  }
}
