package lode.adapters.postgres;

import lode.domain.crawl.Frontier.RenderCounts;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.StoredPage;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries of the frontier that wait for a browser; works inside the caller's transaction. */
final class FrontierRendering {

  private FrontierRendering() {}

  /** Gives an entry to the batches that have a browser; false when its lease was lost. */
  static boolean needsBrowser(JdbcClient db, JobId crawlId, String owner, FrontierEntry entry) {
    return db.sql(
                """
                update frontier set state = 'pending', render = true, attempts = :attempts,
                       lease_owner = null, lease_until = null
                 where crawl_id = :crawl and url_hash = :hash and state = 'leased' and lease_owner = :owner
                """)
            .param("crawl", crawlId.value())
            .param("hash", entry.url().hash())
            .param("owner", owner)
            .param("attempts", entry.attempts())
            .update()
        == 1;
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
