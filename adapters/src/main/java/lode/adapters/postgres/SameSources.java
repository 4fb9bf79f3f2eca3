package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.PageOutcome.Skipped;
import lode.domain.crawl.PageOutcome.Stored;
import lode.domain.document.ContentPrint;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Links sources of a project that say the same, and notes which URLs lead to a source; works inside
 * the transaction that stores the pages.
 *
 * <p>Of sources that say the same one is the main source, and the others point to it: a link is never
 * longer than one step. Whichever is stored second finds the other, so that their order of arrival
 * does not matter. Two commits of a project link one after the other (an advisory lock, taken after
 * the sources are written: nothing else is waited for while it is held). They write no rows but
 * their own tables', so that extractions are not in the way.
 */
final class SameSources {

  /** Links of one commit settle in a few rounds; more would be a mistake of ours. */
  private static final int MOST_ROUNDS = 100;

  /** Column {@code same_as}: the URL of the main source that the source of {@code f} is linked to. */
  static final String MAIN_URL =
      "(select m.url from source_identities i join sources m on m.id = i.same_as"
          + " where i.source_id = f.source_id) as same_as";

  private final JdbcClient db;

  SameSources(JdbcClient db) {
    this.db = db;
  }

  /**
   * Takes in what became of pages, after their sources are written. What was not stored in the end (a
   * lease that was lost, a page that the database refused) is told by its visible text.
   */
  void link(JobId crawlId, List<PageOutcome> outcomes, Instant now) {
    List<Skipped> redirects =
        outcomes.stream()
            .filter(o -> o instanceof Skipped skipped && skipped.redirectedTo() != null)
            .map(Skipped.class::cast)
            .toList();
    if (!redirects.isEmpty()) {
      keepRedirects(crawlId, redirects, now);
    }
    List<Stored> stored =
        outcomes.stream().filter(Stored.class::isInstance).map(Stored.class::cast).toList();
    if (!stored.isEmpty()) {
      List<UUID> changed = keepPrints(crawlId, stored);
      settle(restless(crawlId, stored, changed));
    }
  }

  /** What decided for a URL, from its columns {@code rule} and {@code same_as}, a URL. */
  static @Nullable String rule(ResultSet row) throws SQLException {
    String rule = row.getString("rule");
    String main = row.getString("same_as");
    return main == null ? rule : rule + ", same content as " + main;
  }

  private void keepRedirects(JobId crawlId, List<Skipped> redirects, Instant now) {
    db.sql(SameSourcesSql.KEEP_REDIRECTS)
        .param("crawl", crawlId.value())
        .param("hashes", array(redirects, one -> one.entry().url().hash(), new byte[0][]))
        .param("urls", array(redirects, one -> one.entry().url().value(), new String[0]))
        .param("targets", array(redirects, one -> one.redirectedTo().hash(), new byte[0][]))
        .param("now", Rows.time(now))
        .update();
  }

  /** Gives the sources that are new here or say something else now. */
  private List<UUID> keepPrints(JobId crawlId, List<Stored> stored) {
    return db.sql(SameSourcesSql.KEEP_PRINTS)
        .param("crawl", crawlId.value())
        .param("hashes", array(stored, one -> one.entry().url().hash(), new byte[0][]))
        .param("visible", array(stored, one -> Rows.bytes(one.page().visibleHash()), new byte[0][]))
        .param("trivial", array(stored, SameSources::isTrivial, new Boolean[0]))
        .param("facts", array(stored, one -> print(one, ContentPrint::facts), new Long[0]))
        .param("headings", array(stored, one -> print(one, ContentPrint::heading), new Long[0]))
        .param("simhashes", array(stored, SameSources::simHash, new Long[0]))
        .param("near0", array(stored, one -> nearKey(one, 0), new Long[0]))
        .param("near1", array(stored, one -> nearKey(one, 1), new Long[0]))
        .param("near2", array(stored, one -> nearKey(one, 2), new Long[0]))
        .param("near3", array(stored, one -> nearKey(one, 3), new Long[0]))
        .param("canonicals", array(stored, SameSources::canonicalHash, new byte[0][]))
        .param("depths", array(stored, one -> one.entry().depth(), new Integer[0]))
        .query(UUID.class)
        .list();
  }

  private static boolean isTrivial(Stored stored) {
    ContentPrint print = stored.page().identity().print();
    return print == null || print.isTrivial();
  }

  private static long print(Stored stored, Function<ContentPrint, Long> part) {
    ContentPrint print = stored.page().identity().print();
    return print == null ? 0 : part.apply(print);
  }

  private static @Nullable Long simHash(Stored stored) {
    ContentPrint print = stored.page().identity().print();
    return print == null || print.isTrivial() || print.simHash() == null
        ? null
        : print.simHash().bits();
  }

  private static @Nullable Long nearKey(Stored stored, int band) {
    ContentPrint print = stored.page().identity().print();
    long[] keys = print == null ? null : print.nearKeys();
    return keys == null ? null : keys[band];
  }

  private static byte @Nullable [] canonicalHash(Stored stored) {
    CanonicalUrl canonical = stored.page().identity().canonical();
    return canonical == null ? null : canonical.hash();
  }

  /** Whom this commit may move; who changed has let go those that are not the same any more. */
  private Set<UUID> restless(JobId crawlId, List<Stored> stored, List<UUID> changed) {
    Set<UUID> restless = new HashSet<>();
    List<UUID> leading = new ArrayList<>();
    db.sql(SameSourcesSql.RESTLESS)
        .param("crawl", crawlId.value())
        .param("hashes", array(stored, one -> one.entry().url().hash(), new byte[0][]))
        .param("changed", changed.toArray(UUID[]::new))
        .query(
            (row, number) ->
                row.getBoolean("leads")
                    ? leading.add(Rows.uuid(row, "source_id"))
                    : restless.add(Rows.uuid(row, "source_id")))
        .list();
    if (!leading.isEmpty()) {
      restless.addAll(release(leading));
      db.sql(SameSourcesSql.RELABEL).param("ids", leading.toArray(UUID[]::new)).update();
    }
    return restless;
  }

  /** Each round gives each source its best main source; ends when nothing moves any more. */
  private void settle(Set<UUID> restless) {
    for (int round = 0; round < MOST_ROUNDS && !restless.isEmpty(); round++) {
      List<Move> moves = moves(restless);
      if (moves.isEmpty()) {
        return;
      }
      List<UUID> moved = apply(moves);
      restless.addAll(release(moved));
    }
  }

  private List<Move> moves(Set<UUID> ids) {
    return db.sql(SameSourcesSql.MOVES)
        .param("ids", ids.toArray(UUID[]::new))
        .query((row, number) -> new Move(Rows.uuid(row, "source_id"), Rows.uuid(row, "main_id")))
        .list();
  }

  /** Who is to point to one that moves itself waits for the next round. Gives who moved. */
  private List<UUID> apply(List<Move> moves) {
    Set<UUID> leaving = new HashSet<>();
    moves.stream().filter(Move::leaves).forEach(move -> leaving.add(move.id));
    List<Move> ready = moves.stream().filter(move -> !leaving.contains(move.main)).toList();
    db.sql(SameSourcesSql.APPLY)
        .param("ids", array(ready, Move::id, new UUID[0]))
        .param("mains", array(ready, Move::main, new UUID[0]))
        .update();
    return ready.stream().filter(Move::leaves).map(Move::id).toList();
  }

  /**
   * Those that are linked to these and are not the same as they, or whose main source is none any
   * more: the best of them becomes a main source, and takes along who is the same as it. Gives the
   * new main sources.
   */
  private List<UUID> release(List<UUID> mains) {
    List<UUID> heirs = new ArrayList<>();
    while (!mains.isEmpty()) {
      List<UUID> next =
          db.sql(SameSourcesSql.RELEASE)
              .param("ids", mains.toArray(UUID[]::new))
              .query((row, number) -> Rows.uuid(row, "source_id"))
              .list();
      if (next.isEmpty()) {
        return heirs;
      }
      heirs.addAll(next);
    }
    return heirs;
  }

  private static <E, V> V[] array(List<E> entries, Function<E, @Nullable V> part, V[] type) {
    List<@Nullable V> values = new ArrayList<>();
    entries.forEach(entry -> values.add(part.apply(entry)));
    return values.toArray(type);
  }

  /** A source and the main source that it belongs to: itself, if it is one. */
  private record Move(UUID id, UUID main) {

    boolean leaves() {
      return !id.equals(main);
    }
  }
}
