package lode.adapters.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import lode.domain.operations.Dependency;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Whether Postgres answers and its tables are up to date. Asks on a connection of its own: the pool
 * would make the question wait for its own timeout, or for others when all connections are taken.
 */
final class PostgresDependency implements Dependency {

  private static final int SECONDS = 2;

  private final PGSimpleDataSource server = new PGSimpleDataSource();
  private final DatabaseMigration migration;

  PostgresDependency(PostgresSettings settings, DatabaseMigration migration) {
    server.setUrl(settings.url());
    server.setUser(settings.user());
    server.setPassword(settings.password());
    server.setLoginTimeout(SECONDS);
    server.setConnectTimeout(SECONDS);
    server.setSocketTimeout(SECONDS);
    this.migration = migration;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Check check() {
    long began = System.nanoTime();
    if (!migration.isDone()) {
      String trouble = migration.trouble();
      return new Check(false, trouble == null ? "tables are being brought up to date" : trouble);
    }
    try (Connection connection = server.getConnection()) {
      boolean valid = connection.isValid(SECONDS);
      return new Check(valid, valid ? null : "does not answer");
    } catch (SQLException failed) {
      return new Check(false, failed.getMessage());
    }
  }
}
