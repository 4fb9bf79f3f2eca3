package lode.adapters.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import lode.domain.operations.Dependency;

/** Whether Postgres answers and its tables are up to date. */
final class PostgresDependency implements Dependency {

  private static final int SECONDS = 2;

  private final DataSource dataSource;
  private final DatabaseMigration migration;

  PostgresDependency(DataSource dataSource, DatabaseMigration migration) {
    this.dataSource = dataSource;
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
      return new Check(
          false, Duration.ZERO, trouble == null ? "tables are being brought up to date" : trouble);
    }
    try (Connection connection = dataSource.getConnection()) {
      boolean valid = connection.isValid(SECONDS);
      return new Check(valid, since(began), valid ? null : "does not answer");
    } catch (SQLException failed) {
      return new Check(false, since(began), failed.getMessage());
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
