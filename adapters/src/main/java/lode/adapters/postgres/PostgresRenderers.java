package lode.adapters.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lode.domain.crawl.Renderers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Renderers} in a table: the API may be another machine than the worker with the browser. */
public final class PostgresRenderers implements Renderers {

  /** A worker that was silent for as long is gone; three of its reports may be late. */
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(45);

  /** Rows of workers that ended without a word are dropped after this. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final JdbcClient db;

  /** Works on this database. */
  public PostgresRenderers(JdbcClient db) {
    this.db = db;
  }

  @Override
  public void report(String worker, @Nullable String hindrance, Instant now) {
    db.sql(
            """
            insert into renderers (worker, hindrance, seen_at) values (:worker, :hindrance, :now)
            on conflict (worker) do update set hindrance = excluded.hindrance, seen_at = excluded.seen_at
            """)
        .param("worker", worker)
        .param("hindrance", hindrance)
        .param("now", Rows.time(now))
        .update();
    db.sql("delete from renderers where seen_at < :old")
        .param("old", Rows.time(now.minus(KEPT)))
        .update();
  }

  @Override
  public void leave(String worker) {
    db.sql("delete from renderers where worker = :worker").param("worker", worker).update();
  }

  @Override
  public Presence presence(Instant now) {
    List<Optional<String>> alive =
        db.sql(
                "select hindrance from renderers where seen_at > :since order by hindrance nulls first")
            .param("since", Rows.time(now.minus(HEARD_WITHIN)))
            .query((row, number) -> Optional.ofNullable(row.getString(1)))
            .list();
    if (alive.isEmpty()) {
      return new Presence(false, null);
    }
    return new Presence(alive.get(0).isEmpty(), alive.get(0).orElse(null));
  }
}
