package lode.adapters.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import lode.domain.job.NamedUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Insert or update of the sources that fetched pages are; the database says which are new and whose
 * text changed. Works inside the caller's transaction, for all pages of a commit in the same few
 * statements.
 */
final class FrontierSources {

  /** Longest title that is kept, in characters; longer ones are no titles. */
  private static final int LONGEST_TITLE = 1_000;

  private static final String PAGES =
      """
      unnest(cast(:ids as text[]), cast(:urls as text[]), cast(:hashes as bytea[]), cast(:groups as text[]),
             cast(:hosts as text[]), cast(:titles as text[]), cast(:languages as text[]), cast(:statuses as int[]),
             cast(:etags as text[]), cast(:modified as text[]), cast(:bodies as bytea[]),
             cast(:visible as bytea[]), cast(:warnings as text[]), cast(:fetched as text[]),
             cast(:versions as int[]), cast(:certainties as float8[]), cast(:rendered as text[]))
        as i (id, url, url_hash, source_group, host, title, language, http_status, etag, last_modified,
              body_hash, visible_hash, warning, fetched_at, version, certainty, rendered)
      """;

  private final JdbcClient db;

  FrontierSources(JdbcClient db) {
    this.db = db;
  }

  /**
   * A source as a page left it.
   *
   * @param version grows with each change of the visible text
   * @param created whether it was not there before
   * @param changed whether its visible text is another than before; always when it was created
   */
  record Kept(UUID id, int version, boolean created, boolean changed, PageOutcome.Stored outcome) {}

  /**
   * Keeps the sources of pages whose entries are held. A source is locked before it is compared:
   * another crawl of the project may be storing it, too.
   */
  List<Kept> keep(
      JobId crawlId, List<PageOutcome.Stored> pages, Map<StoredPage, ContentHash> bodies) {
    if (pages.isEmpty()) {
      return List.of();
    }
    Map<String, Present> present = present(crawlId, pages);
    List<Kept> kept = new ArrayList<>();
    List<PageOutcome.Stored> absent = select(pages, page -> !present.containsKey(key(page)));
    Set<String> inserted = insert(crawlId, created(crawlId, absent), bodies);
    List<PageOutcome.Stored> late = select(absent, page -> !inserted.contains(key(page)));
    if (!late.isEmpty()) {
      // Another crawl of the project stored them in the meantime.
      present.putAll(present(crawlId, late));
    }
    kept.addAll(created(crawlId, select(absent, page -> inserted.contains(key(page)))));
    List<Kept> found = new ArrayList<>();
    for (PageOutcome.Stored page : select(pages, page -> present.containsKey(key(page)))) {
      Present source = present.get(key(page));
      boolean changed = !source.visibleHash.equals(page.page().visibleHash());
      found.add(new Kept(source.id, source.version + (changed ? 1 : 0), false, changed, page));
    }
    update(found, bodies);
    kept.addAll(found);
    keepVersions(crawlId, kept.stream().filter(Kept::changed).toList(), bodies);
    return kept;
  }

  private static String key(PageOutcome.Stored page) {
    return page.entry().url().hashHex();
  }

  private static List<PageOutcome.Stored> select(
      List<PageOutcome.Stored> pages, Predicate<PageOutcome.Stored> wanted) {
    return pages.stream().filter(wanted).toList();
  }

  private static List<Kept> created(JobId crawlId, List<PageOutcome.Stored> pages) {
    return pages.stream()
        .map(
            page ->
                new Kept(
                    NamedUuid.of(crawlId.value(), page.entry().url().value()), 1, true, true, page))
        .toList();
  }

  private Map<String, Present> present(JobId crawlId, List<PageOutcome.Stored> pages) {
    Map<String, Present> present = new HashMap<>();
    db.sql(
            """
            select s.id, s.version, s.visible_hash, s.url_hash
              from sources s join jobs j on j.project_id = s.project_id
             where j.id = :crawl and s.url_hash = any(cast(:hashes as bytea[]))
             order by s.url_hash for update of s
            """)
        .param("crawl", crawlId.value())
        .param("hashes", Rows.array(pages, page -> page.entry().url().hash(), new byte[0][]))
        .query(
            row -> {
              present.put(
                  HexFormat.of().formatHex(row.getBytes("url_hash")),
                  new Present(
                      Rows.uuid(row, "id"), row.getInt("version"), Rows.hash(row, "visible_hash")));
            });
    return present;
  }

  /** Gives the hashes of the URLs that were not there. */
  private Set<String> insert(
      JobId crawlId, List<Kept> sources, Map<StoredPage, ContentHash> bodies) {
    Set<String> inserted = new HashSet<>();
    if (sources.isEmpty()) {
      return inserted;
    }
    db.sql(
            """
            insert into sources as s (id, project_id, url, url_hash, source_group, host, title, language,
                   language_certainty, http_status, etag, last_modified, body_hash, visible_hash, metadata, created_by_job,
                   fetched_at, verified_at)
            select cast(i.id as uuid), j.project_id, i.url, i.url_hash, i.source_group, i.host, i.title,
                   i.language, i.certainty, i.http_status, i.etag, i.last_modified, i.body_hash, i.visible_hash,
                   jsonb_strip_nulls(jsonb_build_object('warning', i.warning, 'rendered', i.rendered)), j.id,
                   cast(i.fetched_at as timestamptz), cast(i.fetched_at as timestamptz)
              from jobs j cross join PAGES
             where j.id = :crawl
             order by i.url_hash
            on conflict (project_id, url_hash) do nothing
            returning s.url_hash
            """
                .replace("PAGES", PAGES))
        .param("crawl", crawlId.value())
        .params(parameters(sources, bodies))
        .query(
            row -> {
              inserted.add(HexFormat.of().formatHex(row.getBytes("url_hash")));
            });
    return inserted;
  }

  private void update(List<Kept> sources, Map<StoredPage, ContentHash> bodies) {
    if (sources.isEmpty()) {
      return;
    }
    db.sql(
            """
            update sources s set version = i.version, title = i.title, language = i.language,
                   language_certainty = i.certainty, http_status = i.http_status, etag = i.etag, last_modified = i.last_modified,
                   body_hash = i.body_hash, visible_hash = i.visible_hash,
                   fetched_at = cast(i.fetched_at as timestamptz),
                   verified_at = cast(i.fetched_at as timestamptz),
                   metadata = (s.metadata - 'warning' - 'rendered')
                     || jsonb_strip_nulls(jsonb_build_object('warning', i.warning, 'rendered', i.rendered))
              from PAGES
             where s.id = cast(i.id as uuid)
            """
                .replace("PAGES", PAGES))
        .params(parameters(sources, bodies))
        .update();
  }

  private static Map<String, Object> parameters(
      List<Kept> sources, Map<StoredPage, ContentHash> bodies) {
    List<StoredPage> pages = sources.stream().map(kept -> kept.outcome.page()).toList();
    String[] texts = new String[0];
    byte[][] hashes = new byte[0][];
    Integer[] numbers = new Integer[0];
    Map<String, Object> all = new HashMap<>();
    all.put("ids", Rows.array(sources, kept -> kept.id.toString(), texts));
    all.put("urls", Rows.array(sources, kept -> kept.outcome.entry().url().value(), texts));
    all.put("hashes", Rows.array(sources, kept -> kept.outcome.entry().url().hash(), hashes));
    all.put("groups", Rows.array(sources, kept -> kept.outcome.entry().sourceGroup(), texts));
    all.put("hosts", Rows.array(sources, kept -> kept.outcome.entry().url().host(), texts));
    all.put("titles", Rows.array(pages, FrontierSources::title, texts));
    all.put("languages", Rows.array(pages, StoredPage::language, texts));
    all.put("statuses", Rows.array(pages, StoredPage::httpStatus, numbers));
    all.put("etags", Rows.array(pages, StoredPage::etag, texts));
    all.put("modified", Rows.array(pages, StoredPage::lastModified, texts));
    all.put("bodies", Rows.array(pages, page -> Rows.bytes(bodies.get(page)), hashes));
    all.put("visible", Rows.array(pages, page -> Rows.bytes(page.visibleHash()), hashes));
    all.put("warnings", Rows.array(pages, StoredPage::warning, texts));
    all.put("fetched", Rows.array(pages, page -> page.fetchedAt().toString(), texts));
    all.put("rendered", Rows.array(pages, page -> page.rendered() ? "true" : null, texts));
    all.put("certainties", Rows.array(pages, StoredPage::languageCertainty, new Double[0]));
    all.put("versions", Rows.array(sources, Kept::version, numbers));
    return all;
  }

  private static @Nullable String title(StoredPage page) {
    String title = page.title();
    if (title == null || title.length() <= LONGEST_TITLE) {
      return title;
    }
    int end = Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1)) ? 1 : 0;
    return title.substring(0, LONGEST_TITLE - end);
  }

  private void keepVersions(
      JobId crawlId, List<Kept> sources, Map<StoredPage, ContentHash> bodies) {
    if (sources.isEmpty()) {
      return;
    }
    db.sql(
            """
            insert into source_versions (source_id, version, body_hash, visible_hash, job_id, fetched_at)
            select cast(i.id as uuid), i.version, i.body_hash, i.visible_hash, :crawl,
                   cast(i.fetched_at as timestamptz)
              from PAGES
            on conflict do nothing
            """
                .replace("PAGES", PAGES))
        .param("crawl", crawlId.value())
        .params(parameters(sources, bodies))
        .update();
  }

  /** Notes that sites said that they did not change. */
  void verify(List<PageOutcome.Verified> pages) {
    List<PageOutcome.Verified> known =
        pages.stream().filter(page -> page.entry().known() != null).toList();
    if (known.isEmpty()) {
      return;
    }
    db.sql(
            """
            update sources s set verified_at = cast(i.at as timestamptz)
              from unnest(cast(:ids as text[]), cast(:times as text[])) as i (id, at)
             where s.id = cast(i.id as uuid)
            """)
        .param(
            "ids",
            Rows.array(
                known, page -> page.entry().known().sourceId().value().toString(), new String[0]))
        .param("times", Rows.array(known, page -> page.verifiedAt().toString(), new String[0]))
        .update();
  }

  private record Present(UUID id, int version, ContentHash visibleHash) {}
}
