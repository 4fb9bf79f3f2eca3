package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import lode.domain.crawl.Frontier.RenderCounts;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries of the frontier that wait for a browser; works inside the caller's transaction. */
final class FrontierRendering {

  private FrontierRendering() {}

  /**
   * Gives entries, whose rows are held, to the batches that have a browser. They are due like entries
   * that are tried again: they do not hold up their level.
   */
  static void needBrowser(
      JdbcClient db, JobId crawlId, List<PageOutcome.NeedsBrowser> pages, Instant now) {
    if (pages.isEmpty()) {
      return;
    }
    db.sql(
            """
            update frontier f set state = 'pending', render = true, due_at = :now, attempts = i.attempts,
                   lease_owner = null, lease_until = null
              from unnest(cast(:hashes as bytea[]), cast(:attempts as int[])) as i (hash, attempts)
             where f.crawl_id = :crawl and f.url_hash = i.hash
            """)
        .param("crawl", crawlId.value())
        .param("now", Rows.time(now))
        .param("hashes", Rows.array(pages, page -> page.entry().url().hash(), new byte[0][]))
        .param("attempts", Rows.array(pages, page -> page.entry().attempts(), new Integer[0]))
        .update();
  }

  static int withoutBrowser(JdbcClient db, JobId crawlId) {
    return db.sql(
            """
            update frontier f set render = false
              from (select url_hash from frontier
                     where crawl_id = :crawl and state = 'pending' and render
                     order by url_hash for update skip locked) waiting
             where f.crawl_id = :crawl and f.url_hash = waiting.url_hash
            """)
        .param("crawl", crawlId.value())
        .update();
  }

  static RenderCounts counts(JdbcClient db, JobId crawlId) {
    return db.sql(
            """
            select count(*) filter (where s.metadata ->> 'rendered' = 'true') as rendered,
                   count(*) filter (where s.metadata ->> 'warning' like :needs) as needs
              from frontier f join sources s on s.id = f.source_id
             where f.crawl_id = :crawl and f.decision in ('fetched', 'unchanged')
            """)
        .param("crawl", crawlId.value())
        .param("needs", "%" + StoredPage.NEEDS_BROWSER)
        .query((row, number) -> new RenderCounts(row.getLong("rendered"), row.getLong("needs")))
        .single();
  }
}
