package lode.adapters.postgres;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.FocusProgress;
import lode.domain.crawl.Trap;
import lode.domain.job.JobId;
import lode.domain.url.CanonicalUrl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link CrawlChoices} in Postgres. */
public final class PostgresCrawlChoices implements CrawlChoices {

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final PatternQuotas patterns;

  /** Works on this database. */
  public PostgresCrawlChoices(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
    this.patterns = new PatternQuotas(db);
  }

  @Override
  public void begin(JobId crawlId, CrawlRequest request) {
    transaction.executeWithoutResult(
        status -> {
          db.sql(
                  """
                  update crawls set max_pages_per_host = :perHost,
                         best_first = :focused and focus_dropped is null
                   where job_id = :crawl
                  """)
              .param("crawl", crawlId.value())
              .param("perHost", request.quotas().maxPagesPerHost())
              .param("focused", !request.focus().terms().isEmpty())
              .update();
          patterns.lift(crawlId, request.quotas().liftPatterns());
        });
  }

  @Override
  public Map<CanonicalUrl, Instant> verified(JobId crawlId, List<CanonicalUrl> urls) {
    Map<CanonicalUrl, Instant> verified = new HashMap<>();
    db.sql(
            """
            select s.url, s.verified_at from sources s join jobs j on j.project_id = s.project_id
             where j.id = :crawl and s.url_hash = any(cast(:hashes as bytea[]))
            """)
        .param("crawl", crawlId.value())
        .param("hashes", urls.stream().map(CanonicalUrl::hash).toArray(byte[][]::new))
        .query(
            (row, number) ->
                verified.put(
                    new CanonicalUrl(row.getString("url")), Rows.instant(row, "verified_at")))
        .list();
    return verified;
  }

  @Override
  public FocusProgress focus(JobId crawlId) {
    return db.sql(
            """
            select c.fetched + c.unchanged as pages, c.focus_dropped, f.*
              from crawls c cross join lateral (
                select count(*) as scored, count(*) filter (where rule like 'relevance %') as below,
                       coalesce(min(priority), 0) as lowest, coalesce(max(priority), 0) as highest
                  from frontier where crawl_id = c.job_id and hops = 0 and priority between 0 and 1000) f
             where c.job_id = :crawl
            """)
        .param("crawl", crawlId.value())
        .query(
            (row, number) ->
                new FocusProgress(
                    row.getLong("pages"),
                    row.getLong("scored"),
                    row.getLong("below"),
                    row.getInt("lowest"),
                    row.getInt("highest"),
                    row.getString("focus_dropped")))
        .optional()
        .orElseGet(() -> new FocusProgress(0, 0, 0, 0, 0, null));
  }

  @Override
  public void dropFocus(JobId crawlId, String reason) {
    transaction.executeWithoutResult(
        status -> {
          db.sql(
                  "update crawls set best_first = false, focus_dropped = :reason"
                      + " where job_id = :crawl and focus_dropped is null")
              .param("crawl", crawlId.value())
              .param("reason", reason)
              .update();
          db.sql(
                  """
                  update frontier f set level = f.depth
                    from (select url_hash from frontier where crawl_id = :crawl and state = 'pending'
                             for update skip locked) p
                   where f.crawl_id = :crawl and f.url_hash = p.url_hash
                  """)
              .param("crawl", crawlId.value())
              .update();
        });
  }

  @Override
  public List<Trap> traps(JobId crawlId, int limit) {
    return patterns.traps(crawlId, limit);
  }
}
