package lode.adapters.postgres;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.job.JobId;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@link CrawlSecrets} in Postgres; the row is written with the job's and deleted by a trigger. */
public final class PostgresCrawlSecrets implements CrawlSecrets {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final JdbcClient db;
  private final SecretSeal seal;

  /** Works on this database, with this key. */
  public PostgresCrawlSecrets(JdbcClient db, SecretSettings settings) {
    this.db = db;
    this.seal = new SecretSeal(settings);
  }

  @Override
  public boolean canSeal() {
    return seal.hasKey();
  }

  @Override
  public byte[] seal(JobId job, CrawlAccess access) {
    return seal.seal(JSON.writeValueAsBytes(access), job.toString());
  }

  @Override
  public String digest(CrawlAccess access) {
    // The origins follow from the rest of the request; a set has no order to rely on.
    return seal.digest(
        JSON.writeValueAsBytes(new CrawlAccess(access.headers(), access.proxy(), Set.of())));
  }

  @Override
  public CrawlAccess find(JobId crawl) {
    return row(crawl)
        .map(row -> seal.open(row.sealed(), row.jobId().toString()))
        .map(open -> JSON.readValue(open, CrawlAccess.class))
        .orElse(CrawlAccess.NONE);
  }

  private Optional<Row> row(JobId crawl) {
    return db.sql(
            """
            select job_id, sealed from crawl_secrets
             where job_id = :crawl or job_id = (select parent_id from jobs where id = :crawl)
            """)
        .param("crawl", crawl.value())
        .query((row, number) -> new Row(Rows.uuid(row, "job_id"), row.getBytes("sealed")))
        .optional();
  }

  private record Row(UUID jobId, byte[] sealed) {}
}
