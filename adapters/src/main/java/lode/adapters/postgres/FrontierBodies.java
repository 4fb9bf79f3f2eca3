package lode.adapters.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the bodies of pages before the transaction that commits the pages: they are addressed by their
 * content, so that one that stays behind harms nobody, and no page waits for another crawl that stores
 * the same body.
 */
final class FrontierBodies {

  /** Deflated bytes of one statement; a longer body is alone in its own. */
  private static final int MOST_BYTES = 1 << 20;

  /** Longer bodies are deflated one after the other: all of them at once would take much memory. */
  private static final int SMALL_BODY = 256 * 1024;

  private static final byte[] NOT_YET = {};

  private final JdbcClient db;

  FrontierBodies(JdbcClient db) {
    this.db = db;
  }

  /** Keeps what is not there yet; gives what each page's body is addressed by. */
  Map<StoredPage, ContentHash> keep(List<PageOutcome> outcomes) {
    Map<StoredPage, ContentHash> hashes = new IdentityHashMap<>();
    // In order of hash, so that two crawls that store the same bodies never deadlock.
    Map<String, Body> wanted = new TreeMap<>();
    for (PageOutcome outcome : outcomes) {
      if (outcome instanceof PageOutcome.Stored stored) {
        Body body = Body.of(stored.page());
        hashes.put(stored.page(), body.hash);
        if (!isKnown(stored.entry(), body)) {
          wanted.put(body.hash.hex(), body);
        }
      }
    }
    insert(wanted.values().stream().sorted(Comparator.comparing(body -> body.hash.hex())).toList());
    return hashes;
  }

  /** The source that the page was fetched for holds this body. */
  private static boolean isKnown(FrontierEntry entry, Body body) {
    return entry.known() != null && body.hash.equals(entry.known().bodyHash());
  }

  private void insert(List<Body> bodies) {
    List<Body> next = new ArrayList<>();
    List<byte[]> deflated = new ArrayList<>();
    int bytes = 0;
    // Beside each other: while a batch deflates, it commits and claims nothing.
    List<byte[]> smaller =
        bodies.parallelStream()
            .map(body -> body.isSmall() ? Deflated.deflate(body.page.body()) : NOT_YET)
            .toList();
    for (int i = 0; i < bodies.size(); i++) {
      Body body = bodies.get(i);
      byte[] small = body.isSmall() ? smaller.get(i) : Deflated.deflate(body.page.body());
      if (bytes + small.length > MOST_BYTES && !next.isEmpty()) {
        insert(next, deflated);
        next.clear();
        deflated.clear();
        bytes = 0;
      }
      next.add(body);
      deflated.add(small);
      bytes += small.length;
    }
    if (!next.isEmpty()) {
      insert(next, deflated);
    }
  }

  /** Not waiting for the disk: the commit of the pages does, and writes what came before it, too. */
  private void insert(List<Body> bodies, List<byte[]> deflated) {
    db.sql(
            """
            insert into bodies (hash, content_type, size, deflated)
            select i.hash, i.type, i.size, i.deflated
              from unnest(cast(:hashes as bytea[]), cast(:types as text[]), cast(:sizes as int[]),
                          cast(:deflated as bytea[])) as i (hash, type, size, deflated),
                   set_config('synchronous_commit', 'off', true)
             order by i.hash
            on conflict do nothing
            """)
        .param("hashes", Rows.array(bodies, body -> Rows.bytes(body.hash), new byte[0][]))
        .param("types", Rows.array(bodies, Body::type, new String[0]))
        .param("sizes", Rows.array(bodies, body -> body.page.body().length, new Integer[0]))
        .param("deflated", deflated.toArray(byte[][]::new))
        .update();
  }

  /** A body with its address. */
  private record Body(StoredPage page, @Nullable String type, ContentHash hash) {

    boolean isSmall() {
      return page.body().length <= SMALL_BODY;
    }

    /** The content type takes part: it names the charset, without which bytes are no text. */
    static Body of(StoredPage page) {
      // Without NUL, which Postgres does not take.
      String type = page.contentType() == null ? null : page.contentType().replace("\0", "");
      String address = (type == null ? "" : type) + "\n" + ContentHash.of(page.body()).hex();
      return new Body(page, type, ContentHash.of(address));
    }
  }
}
