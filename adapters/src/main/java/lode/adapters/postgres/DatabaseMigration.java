package lode.adapters.postgres;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date as soon as the database is there, however long that takes: the process
 * comes up meanwhile and says in its readiness what is missing.
 */
public final class DatabaseMigration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseMigration.class);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final DataSource dataSource;
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable String trouble;

  private DatabaseMigration(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins to try, in the background. */
  public static DatabaseMigration start(DataSource dataSource) {
    DatabaseMigration migration = new DatabaseMigration(dataSource);
    Thread thread = new Thread(migration::run, "database-migration");
    thread.setDaemon(true);
    thread.start();
    return migration;
  }

  private void run() {
    long pause = 100;
    while (!isDone()) {
      try {
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .load()
            .migrate();
        trouble = null;
        done.countDown();
        return;
      } catch (FlywayException notYet) {
        trouble = firstLine(notYet);
        LOG.warn("the database is not ready, trying again in {} ms: {}", pause, trouble);
      }
      if (waitOrClosed(pause)) {
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private boolean waitOrClosed(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** Whether the tables are up to date. */
  public boolean isDone() {
    return done.getCount() == 0;
  }

  /** What stands in the way; null when nothing does. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Waits until the tables are up to date; false when that takes longer. */
  public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
    return done.await(timeout, unit);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
