package lode.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.CrawlSecrets.SecretUnreadable;
import lode.domain.crawl.ProxyAddress;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import lode.domain.job.NewJob;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCrawlSecretsTest {

  private static final CrawlAccess ACCESS =
      new CrawlAccess(
          Map.of("Authorization", "Basic s3cret"),
          new ProxyAddress("proxy.example", 3128, "user", "s3cret"),
          Set.of("https://acme.example:443"));

  private final World world = new World();
  private final ProjectId project = world.project();
  private final PostgresCrawlSecrets secrets = secrets(key(1));

  private static SecretSettings key(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    return new SecretSettings(Base64.getEncoder().encodeToString(key));
  }

  private PostgresCrawlSecrets secrets(SecretSettings settings) {
    return new PostgresCrawlSecrets(world.database.client(), settings);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private JobId accept(JobKind kind, @Nullable JobId parent, @Nullable CrawlAccess access) {
    JobId id = new JobId(UUID.randomUUID());
    world.jobs.accept(
        new NewJob(
            id,
            kind,
            project,
            parent,
            JobPayload.of(Map.of()),
            null,
            access == null ? null : secrets.seal(id, access)));
    return id;
  }

  private long kept() {
    return world.database.number("select count(*) from crawl_secrets");
  }

  @Test
  void givesBackWhatAJobWasAcceptedWith() {
    JobId crawl = accept(JobKind.CRAWL, null, ACCESS);
    JobId other = accept(JobKind.CRAWL, null, null);

    assertThat(secrets.find(crawl)).isEqualTo(ACCESS);
    assertThat(secrets.find(other)).isEqualTo(CrawlAccess.NONE);
  }

  @Test
  void givesThePipelinesToItsCrawl() {
    JobId pipeline = accept(JobKind.PIPELINE, null, ACCESS);
    JobId crawl = accept(JobKind.CRAWL, pipeline, null);

    assertThat(secrets.find(crawl)).isEqualTo(ACCESS);
  }

  @Test
  void sealsEachTimeOtherwiseAndForOneJobAlone() {
    JobId one = new JobId(UUID.randomUUID());
    byte[] sealed = secrets.seal(one, ACCESS);

    assertThat(secrets.seal(one, ACCESS)).isNotEqualTo(sealed);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret", "acme");
    JobId other = accept(JobKind.CRAWL, null, null);
    world
        .database
        .client()
        .sql("insert into crawl_secrets (job_id, sealed) values (:job, :sealed)")
        .param("job", other.value())
        .param("sealed", sealed)
        .update();
    assertThatThrownBy(() -> secrets.find(other)).isInstanceOf(SecretUnreadable.class);
  }

  @Test
  void opensNothingWithAnotherKeyOrNone() {
    JobId crawl = accept(JobKind.CRAWL, null, ACCESS);

    assertThatThrownBy(() -> secrets(key(2)).find(crawl))
        .isInstanceOf(SecretUnreadable.class)
        .hasMessageContaining("LODE_SECRET_KEY is another");
    PostgresCrawlSecrets keyless = secrets(new SecretSettings(null));
    assertThat(keyless.canSeal()).isFalse();
    assertThatThrownBy(() -> keyless.find(crawl))
        .isInstanceOf(SecretUnreadable.class)
        .hasMessageContaining("LODE_SECRET_KEY is not set");
    assertThat(keyless.find(new JobId(UUID.randomUUID()))).isEqualTo(CrawlAccess.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = JobStatus.class,
      names = {"COMPLETED", "PARTIAL", "FAILED", "CANCELLED"})
  void forgetsWhenTheCrawlHasEnded(JobStatus end) {
    JobId crawl = accept(JobKind.CRAWL, null, ACCESS);
    world.jobs.begin(crawl, "run", Instant.now());
    assertThat(kept()).isOne();

    world.jobs.finish(crawl, JobOutcome.of(end, Map.of()), Instant.now());

    assertThat(kept()).isZero();
  }

  @Test
  void forgetsThePipelinesWhenItsCrawlHasEnded() {
    JobId pipeline = accept(JobKind.PIPELINE, null, ACCESS);
    JobId crawl = accept(JobKind.CRAWL, pipeline, null);

    world.jobs.finish(crawl, JobOutcome.of(JobStatus.COMPLETED, Map.of()), Instant.now());

    assertThat(kept()).isZero();
  }

  @Test
  void forgetsWithTheJob() {
    accept(JobKind.PIPELINE, null, ACCESS);

    world.database.client().sql("delete from projects").update();

    assertThat(kept()).isZero();
  }

  @Test
  void digestsTellEqualFromOtherButNothingElse() {
    CrawlAccess same = new CrawlAccess(ACCESS.headers(), ACCESS.proxy(), Set.of());
    CrawlAccess other = new CrawlAccess(Map.of("Authorization", "Basic x"), null, Set.of());

    assertThat(secrets.digest(same)).isEqualTo(secrets.digest(ACCESS)).hasSize(64);
    assertThat(secrets.digest(other)).isNotEqualTo(secrets.digest(ACCESS));
    assertThat(secrets(key(2)).digest(ACCESS)).isNotEqualTo(secrets.digest(ACCESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "c2hvcnQ=", "!!!"})
  void saysWhatAKeyIsWithoutRepeatingIt(String notOne) {
    assertThatThrownBy(() -> new SecretSettings(notOne))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LODE_SECRET_KEY must be 32 bytes in base64")
        .hasMessageNotContaining(notOne);
    assertThat(key(1).toString()).isEqualTo("SecretSettings[key=set]");
    assertThat(new SecretSettings(" ").key()).isNull();
  }
}
