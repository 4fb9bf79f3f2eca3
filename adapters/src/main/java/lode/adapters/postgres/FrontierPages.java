package lode.adapters.postgres;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.NamedUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what became of claimed entries; works inside the caller's transaction. */
final class FrontierPages {

  /** Longest title that is kept, in characters; longer ones are no titles. */
  private static final int LONGEST_TITLE = 1_000;

  private final JdbcClient db;

  FrontierPages(JdbcClient db) {
    this.db = db;
  }

  /**
   * Keeps the bodies before the transaction: they are addressed by their content, so that one that
   * stays behind harms nobody, and no page waits for another crawl that stores the same body.
   */
  void keepBodies(List<PageOutcome> outcomes) {
    outcomes.stream()
        .filter(PageOutcome.Stored.class::isInstance)
        .map(outcome -> ((PageOutcome.Stored) outcome).page())
        .sorted(Comparator.comparing(page -> bodyHash(page).hex()))
        .forEach(this::keepBody);
  }

  private void keepBody(StoredPage page) {
    db.sql(
            "insert into bodies (hash, content_type, size, deflated) values (:hash, :type, :size, :deflated)"
                + " on conflict do nothing")
        .param("hash", Rows.bytes(bodyHash(page)))
        .param("type", contentType(page))
        .param("size", page.body().length)
        .param("deflated", Deflated.deflate(page.body()))
        .update();
  }

  /** The content type takes part: it names the charset, without which bytes are no text. */
  private static ContentHash bodyHash(StoredPage page) {
    String type = contentType(page);
    return ContentHash.of((type == null ? "" : type) + "\n" + ContentHash.of(page.body()).hex());
  }

  /** A header without NUL, which Postgres does not take. */
  private static @Nullable String contentType(StoredPage page) {
    return page.contentType() == null ? null : page.contentType().replace("\0", "");
  }

  private static @Nullable String title(StoredPage page) {
    String title = page.title();
    if (title == null || title.length() <= LONGEST_TITLE) {
      return title;
    }
    int end = Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1)) ? 1 : 0;
    return title.substring(0, LONGEST_TITLE - end);
  }

  CounterChange commit(JobId crawlId, String owner, PageOutcome outcome, Instant now) {
    CounterChange change = new CounterChange();
    if (outcome instanceof PageOutcome.Stored stored) {
      store(crawlId, owner, stored, now, change);
    } else if (outcome instanceof PageOutcome.Verified verified) {
      verify(crawlId, owner, verified, now, change);
    } else if (outcome instanceof PageOutcome.Skipped skipped) {
      if (decide(crawlId, owner, Decision.skipped(skipped), now)) {
        change.skippedAfterClaim();
      }
    } else if (outcome instanceof PageOutcome.Failed failed) {
      if (decide(crawlId, owner, Decision.failed(failed), now)) {
        change.failed();
      }
    } else if (outcome instanceof PageOutcome.Deferred deferred) {
      if (defer(crawlId, owner, deferred)) {
        change.deferred();
      }
    } else if (outcome instanceof PageOutcome.NeedsBrowser needs) {
      if (FrontierRendering.needsBrowser(db, crawlId, owner, needs.entry())) {
        change.deferred();
      }
    }
    return change;
  }

  private void store(
      JobId crawlId, String owner, PageOutcome.Stored stored, Instant now, CounterChange change) {
    if (!isHeld(crawlId, owner, stored.entry())) {
      return;
    }
    Upserted source = upsert(crawlId, stored);
    if (source.changed) {
      keepVersion(crawlId, source, stored.page());
      change.fetched(source.created, stored.page().body().length);
    } else {
      change.unchanged(stored.page().body().length);
    }
    String decision = source.changed ? "fetched" : "unchanged";
    String rule =
        "status "
            + stored.page().httpStatus()
            + (stored.page().warning() == null ? "" : ", kept with a warning")
            + (source.changed ? "" : ", same visible text");
    decide(
        crawlId,
        owner,
        new Decision(stored.entry(), decision, rule, stored.page().httpStatus(), source.id, null),
        now);
  }

  private boolean isHeld(JobId crawlId, String owner, FrontierEntry entry) {
    return db.sql(
            """
            select 1 from frontier where crawl_id = :crawl and url_hash = :hash and state = 'leased'
               and lease_owner = :owner for update
            """)
        .param("crawl", crawlId.value())
        .param("hash", entry.url().hash())
        .param("owner", owner)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Insert or update; the database says whether the source is new and whether its text changed. The
   * source is locked before it is compared: another crawl of the project may be storing it, too.
   */
  private Upserted upsert(JobId crawlId, PageOutcome.Stored stored) {
    Optional<Present> present = present(crawlId, stored.entry());
    if (present.isEmpty()) {
      UUID id = NamedUuid.of(crawlId.value(), stored.entry().url().value());
      if (insert(crawlId, id, stored)) {
        return new Upserted(id, 1, true, true);
      }
      present = present(crawlId, stored.entry());
    }
    Present source = present.orElseThrow();
    boolean changed = !source.visibleHash.equals(stored.page().visibleHash());
    int version = source.version + (changed ? 1 : 0);
    update(source.id, version, stored.page());
    return new Upserted(source.id, version, false, changed);
  }

  private Optional<Present> present(JobId crawlId, FrontierEntry entry) {
    return db.sql(
            """
            select s.id, s.version, s.visible_hash from sources s join jobs j on j.project_id = s.project_id
             where j.id = :crawl and s.url_hash = :hash for update of s
            """)
        .param("crawl", crawlId.value())
        .param("hash", entry.url().hash())
        .query(
            (row, number) ->
                new Present(
                    Rows.uuid(row, "id"), row.getInt("version"), Rows.hash(row, "visible_hash")))
        .optional();
  }

  private boolean insert(JobId crawlId, UUID id, PageOutcome.Stored stored) {
    FrontierEntry entry = stored.entry();
    return db.sql(
                """
                insert into sources (id, project_id, url, url_hash, source_group, host, title, language,
                       http_status, etag, last_modified, body_hash, visible_hash, metadata, created_by_job,
                       fetched_at, verified_at)
                select :id, j.project_id, :url, :hash, :group, :host, :title, :language, :status, :etag, :modified,
                       :body, :visible, jsonb_strip_nulls(jsonb_build_object('warning', cast(:warning as text),
                              'rendered', cast(:rendered as text))), j.id,
                       :fetched, :fetched
                  from jobs j where j.id = :crawl
                on conflict (project_id, url_hash) do nothing
                """)
            .param("crawl", crawlId.value())
            .param("id", id)
            .param("url", entry.url().value())
            .param("hash", entry.url().hash())
            .param("group", entry.sourceGroup())
            .param("host", entry.url().host())
            .params(parameters(stored.page()))
            .update()
        == 1;
  }

  private void update(UUID id, int version, StoredPage page) {
    db.sql(
            """
            update sources set version = :version, title = :title, language = :language,
                   http_status = :status, etag = :etag, last_modified = :modified, body_hash = :body,
                   visible_hash = :visible, fetched_at = :fetched, verified_at = :fetched,
                   metadata = (metadata - 'warning' - 'rendered')
                     || jsonb_strip_nulls(jsonb_build_object('warning', cast(:warning as text),
                          'rendered', cast(:rendered as text)))
             where id = :id
            """)
        .param("id", id)
        .param("version", version)
        .params(parameters(page))
        .update();
  }

  private static Map<String, Object> parameters(StoredPage page) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("title", title(page));
    parameters.put("language", page.language());
    parameters.put("status", page.httpStatus());
    parameters.put("etag", page.etag());
    parameters.put("modified", page.lastModified());
    parameters.put("body", Rows.bytes(bodyHash(page)));
    parameters.put("visible", Rows.bytes(page.visibleHash()));
    parameters.put("warning", page.warning());
    parameters.put("rendered", page.rendered() ? "true" : null);
    parameters.put("fetched", Rows.time(page.fetchedAt()));
    return parameters;
  }

  private void keepVersion(JobId crawlId, Upserted source, StoredPage page) {
    db.sql(
            """
            insert into source_versions (source_id, version, body_hash, visible_hash, job_id, fetched_at)
            values (:source, :version, :body, :visible, :job, :fetched) on conflict do nothing
            """)
        .param("source", source.id)
        .param("version", source.version)
        .param("body", Rows.bytes(bodyHash(page)))
        .param("visible", Rows.bytes(page.visibleHash()))
        .param("job", crawlId.value())
        .param("fetched", Rows.time(page.fetchedAt()))
        .update();
  }

  private void verify(
      JobId crawlId,
      String owner,
      PageOutcome.Verified verified,
      Instant now,
      CounterChange change) {
    UUID source =
        verified.entry().known() == null ? null : verified.entry().known().sourceId().value();
    Decision decision =
        new Decision(verified.entry(), "unchanged", "not modified since", 304, source, null);
    if (decide(crawlId, owner, decision, now)) {
      db.sql("update sources set verified_at = :at where id = :id")
          .param("at", Rows.time(verified.verifiedAt()))
          .param("id", source)
          .update();
      change.unchanged(0);
    }
  }

  private boolean decide(JobId crawlId, String owner, Decision decision, Instant now) {
    return db.sql(
                """
                update frontier set state = 'done', decision = :decision, rule = :rule, http_status = :status,
                       source_id = :source, error = :error, attempts = :attempts, decided_at = :now,
                       lease_owner = null, lease_until = null
                 where crawl_id = :crawl and url_hash = :hash and state = 'leased' and lease_owner = :owner
                """)
            .param("crawl", crawlId.value())
            .param("hash", decision.entry.url().hash())
            .param("owner", owner)
            .param("decision", decision.decision)
            .param("rule", decision.rule)
            .param("status", decision.status)
            .param("source", decision.source)
            .param("error", JsonColumns.parameter(decision.error))
            .param("attempts", decision.entry.attempts())
            .param("now", Rows.time(now))
            .update()
        == 1;
  }

  private boolean defer(JobId crawlId, String owner, PageOutcome.Deferred deferred) {
    if (deferred.wholeHost()) {
      deferHost(crawlId, deferred);
    }
    return db.sql(
                """
                update frontier set state = 'pending', due_at = :due, error = :error, attempts = :attempts,
                       lease_owner = null, lease_until = null
                 where crawl_id = :crawl and url_hash = :hash and state = 'leased' and lease_owner = :owner
                """)
            .param("crawl", crawlId.value())
            .param("hash", deferred.entry().url().hash())
            .param("owner", owner)
            .param("due", Rows.time(deferred.dueAt()))
            .param("error", JsonColumns.parameter(deferred.error()))
            .param("attempts", deferred.entry().attempts())
            .update()
        == 1;
  }

  private record Present(UUID id, int version, ContentHash visibleHash) {}

  /** Else each of the host's pages would be claimed only to be given back. */
  private void deferHost(JobId crawlId, PageOutcome.Deferred deferred) {
    db.sql(
            """
            update crawl_hosts set next_due = greatest(next_due, :due)
             where crawl_id = :crawl and host_key = :host
            """)
        .param("crawl", crawlId.value())
        .param("host", deferred.entry().url().hostKey())
        .param("due", Rows.time(deferred.dueAt()))
        .update();
  }

  private record Upserted(UUID id, int version, boolean created, boolean changed) {}

  private record Decision(
      FrontierEntry entry,
      String decision,
      String rule,
      @Nullable Integer status,
      @Nullable UUID source,
      @Nullable JobError error) {

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
