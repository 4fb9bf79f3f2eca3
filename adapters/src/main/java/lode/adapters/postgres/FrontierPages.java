package lode.adapters.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes what became of claimed entries, all in the same few statements; works inside the caller's
 * transaction. Rows are locked in order of their hash.
 */
final class FrontierPages {

  private final JdbcClient db;
  private final FrontierSources sources;

  FrontierPages(JdbcClient db) {
    this.db = db;
    this.sources = new FrontierSources(db);
  }

  /** Commits those outcomes whose entries the owner still holds; gives them. */
  List<PageOutcome> commit(
      JobId crawlId,
      String owner,
      List<PageOutcome> outcomes,
      Map<StoredPage, ContentHash> bodies,
      Instant now,
      CounterChange change) {
    List<PageOutcome> held = held(crawlId, owner, outcomes);
    List<Decision> decisions = new ArrayList<>();
    List<FrontierSources.Kept> kept =
        sources.keep(crawlId, those(held, PageOutcome.Stored.class), bodies);
    for (FrontierSources.Kept source : kept) {
      decisions.add(Decision.kept(source));
      count(source, change);
    }
    List<PageOutcome.Verified> verified = those(held, PageOutcome.Verified.class);
    sources.verify(verified);
    for (PageOutcome.Verified page : verified) {
      decisions.add(Decision.verified(page));
      change.unchanged(0);
    }
    for (PageOutcome.Skipped page : those(held, PageOutcome.Skipped.class)) {
      decisions.add(Decision.skipped(page));
      change.skippedAfterClaim();
    }
    for (PageOutcome.Failed page : those(held, PageOutcome.Failed.class)) {
      decisions.add(Decision.failed(page));
      change.failed();
    }
    decide(crawlId, decisions, now);
    List<PageOutcome.Deferred> deferred = those(held, PageOutcome.Deferred.class);
    deferHosts(crawlId, deferred);
    defer(crawlId, deferred);
    deferred.forEach(page -> change.deferred());
    List<PageOutcome.NeedsBrowser> empty = those(held, PageOutcome.NeedsBrowser.class);
    FrontierRendering.needBrowser(db, crawlId, empty, now);
    empty.forEach(page -> change.deferred());
    return held;
  }

  private static void count(FrontierSources.Kept source, CounterChange change) {
    int bytes = source.outcome().page().body().length;
    if (source.changed()) {
      change.fetched(source.created(), bytes);
    } else {
      change.unchanged(bytes);
    }
  }

  private static <T extends PageOutcome> List<T> those(List<PageOutcome> outcomes, Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<PageOutcome> held(JobId crawlId, String owner, List<PageOutcome> outcomes) {
    Set<String> held = new HashSet<>();
    db.sql(
            """
            select url_hash from frontier
             where crawl_id = :crawl and url_hash = any(cast(:hashes as bytea[]))
               and state = 'leased' and lease_owner = :owner
             order by url_hash for update
            """)
        .param("crawl", crawlId.value())
        .param("owner", owner)
        .param("hashes", Rows.array(outcomes, page -> page.entry().url().hash(), new byte[0][]))
        .query(
            row -> {
              held.add(HexFormat.of().formatHex(row.getBytes("url_hash")));
            });
    return outcomes.stream().filter(page -> held.contains(page.entry().url().hashHex())).toList();
  }

  private void decide(JobId crawlId, List<Decision> decisions, Instant now) {
    if (decisions.isEmpty()) {
      return;
    }
    String[] texts = new String[0];
    db.sql(
            """
            update frontier f set state = 'done', decision = i.decision, rule = i.rule,
                   http_status = i.status, source_id = cast(i.source as uuid),
                   error = cast(i.error as jsonb), attempts = i.attempts, decided_at = :now,
                   lease_owner = null, lease_until = null
              from unnest(cast(:hashes as bytea[]), cast(:decisions as text[]), cast(:rules as text[]),
                          cast(:statuses as int[]), cast(:sources as text[]), cast(:errors as text[]),
                          cast(:attempts as int[])) as i (hash, decision, rule, status, source, error, attempts)
             where f.crawl_id = :crawl and f.url_hash = i.hash
            """)
        .param("crawl", crawlId.value())
        .param("hashes", Rows.array(decisions, one -> one.entry.url().hash(), new byte[0][]))
        .param("decisions", Rows.array(decisions, Decision::decision, texts))
        .param("rules", Rows.array(decisions, Decision::rule, texts))
        .param("statuses", Rows.array(decisions, Decision::status, new Integer[0]))
        .param("sources", Rows.array(decisions, Decision::sourceText, texts))
        .param("errors", Rows.array(decisions, one -> json(one.error), texts))
        .param("attempts", Rows.array(decisions, one -> one.entry.attempts(), new Integer[0]))
        .param("now", Rows.time(now))
        .update();
  }

  private static @Nullable String json(@Nullable JobError error) {
    return error == null ? null : JsonColumns.text(error);
  }

  private void defer(JobId crawlId, List<PageOutcome.Deferred> pages) {
    if (pages.isEmpty()) {
      return;
    }
    String[] texts = new String[0];
    db.sql(
            """
            update frontier f set state = 'pending', due_at = cast(i.due as timestamptz),
                   error = cast(i.error as jsonb), attempts = i.attempts,
                   lease_owner = null, lease_until = null
              from unnest(cast(:hashes as bytea[]), cast(:dues as text[]), cast(:errors as text[]),
                          cast(:attempts as int[])) as i (hash, due, error, attempts)
             where f.crawl_id = :crawl and f.url_hash = i.hash
            """)
        .param("crawl", crawlId.value())
        .param("hashes", Rows.array(pages, page -> page.entry().url().hash(), new byte[0][]))
        .param("dues", Rows.array(pages, page -> page.dueAt().toString(), texts))
        .param("errors", Rows.array(pages, page -> json(page.error()), texts))
        .param("attempts", Rows.array(pages, page -> page.entry().attempts(), new Integer[0]))
        .update();
  }

  /** Else each of a host's pages would be claimed only to be given back. */
  private void deferHosts(JobId crawlId, List<PageOutcome.Deferred> pages) {
    Map<String, Instant> dues = new TreeMap<>();
    for (PageOutcome.Deferred page : pages) {
      if (page.wholeHost()) {
        dues.merge(page.entry().url().hostKey(), page.dueAt(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    dues.forEach(
        (host, due) ->
            db.sql(
                    """
                    update crawl_hosts set next_due = greatest(next_due, :due)
                     where crawl_id = :crawl and host_key = :host
                    """)
                .param("crawl", crawlId.value())
                .param("host", host)
                .param("due", Rows.time(due))
                .update());
  }

  private record Decision(
      FrontierEntry entry,
      String decision,
      String rule,
      @Nullable Integer status,
      @Nullable UUID source,
      @Nullable JobError error) {

    @Nullable String sourceText() {
      return source == null ? null : source.toString();
    }

    static Decision kept(FrontierSources.Kept kept) {
      StoredPage page = kept.outcome().page();
      String rule =
          "status "
              + page.httpStatus()
              + (page.warning() == null ? "" : ", kept with a warning")
              + (kept.changed() ? "" : ", same visible text");
      return new Decision(
          kept.outcome().entry(),
          kept.changed() ? "fetched" : "unchanged",
          rule,
          page.httpStatus(),
          kept.id(),
          null);
    }

    static Decision verified(PageOutcome.Verified page) {
      UUID source = page.entry().known() == null ? null : page.entry().known().sourceId().value();
      return new Decision(page.entry(), "unchanged", "not modified since", 304, source, null);
    }

    static Decision skipped(PageOutcome.Skipped skipped) {
      return new Decision(
          skipped.entry(), "skipped", skipped.rule(), skipped.httpStatus(), null, null);
    }

    static Decision failed(PageOutcome.Failed failed) {
      return new Decision(
          failed.entry(),
          "failed",
          failed.error().type(),
          failed.httpStatus(),
          null,
          failed.error());
    }
  }
}
