package lode.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lode.adapters.postgres.DatabaseMigration;
import lode.adapters.postgres.TestDatabase;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.Jobs;
import lode.domain.job.NewJob;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.operations.ApiKey;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.Dependency;
import lode.domain.operations.KeyId;
import lode.domain.operations.Role;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.ProjectId;
import lode.domain.project.Projects;
import lode.domain.report.Omission;
import lode.domain.report.ReportId;
import lode.domain.report.ReportModel;
import lode.domain.report.ReportType;
import lode.domain.report.Reports;
import lode.domain.report.Reports.StoredReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The whole wiring, with nothing there at first. */
@Timeout(60)
class AdaptersConfigurationTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static ConfigurableApplicationContext start(String... properties) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("lode.redis.url", "redis://127.0.0.1:" + closedPort());
    all.put("lode.qdrant.url", "http://127.0.0.1:" + closedPort());
    all.put("lode.postgres.url", "jdbc:postgresql://127.0.0.1:" + closedPort() + "/lode");
    all.put("lode.postgres.user", "postgres");
    all.put("spring.main.banner-mode", "off");
    for (String property : properties) {
      int equals = property.indexOf('=');
      all.put(property.substring(0, equals), property.substring(equals + 1));
    }
    return new SpringApplicationBuilder(AdaptersConfiguration.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .run(
            all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void startsWithNothingThereAndSaysWhatIsMissing() {
    try (ConfigurableApplicationContext context = start()) {
      var dependencies = context.getBeansOfType(Dependency.class).values();

      assertThat(dependencies.stream().map(Dependency::name))
          .contains("postgres", "redis", "qdrant");
      for (Dependency dependency : dependencies) {
        long began = System.nanoTime();
        Dependency.Check check = dependency.check();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .as(dependency.name())
            .isLessThan(Duration.ofSeconds(3));
        assertThat(check.well()).as(dependency.name()).isFalse();
        assertThat(check.detail()).as(dependency.name()).isNotBlank();
      }
    }
  }

  @Test
  void worksAsSoonAsTheDatabaseAppears() throws Exception {
    try (ConfigurableApplicationContext context =
        start("lode.postgres.url=" + TestDatabase.url("late"))) {
      DatabaseMigration migration = context.getBean(DatabaseMigration.class);
      Dependency postgres = context.getBean("postgresDependency", Dependency.class);
      assertThat(migration.await(300, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(postgres.check().well()).isFalse();

      TestDatabase.onServer("create database late");

      assertThat(migration.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(postgres.check().well()).isTrue();
      ProjectId project = project(context);
      keepsReports(context.getBean(Reports.class), context.getBean(Jobs.class), project);
      keepsApiKeys(context.getBean(ApiKeys.class), project);

      TestDatabase.onServer("drop database late with (force)");
      assertThat(postgres.check().well()).as("once it is gone").isFalse();
    }
  }

  private static ProjectId project(ConfigurableApplicationContext context) {
    ExtractionSchema schema = new ExtractionSchema("s", null, null, null, List.of());
    return context
        .getBean(Projects.class)
        .create(
            new ProjectId(UUID.randomUUID()),
            "project",
            null,
            schema,
            new JsonMapper().createObjectNode(),
            NOW)
        .id();
  }

  private static void keepsReports(Reports reports, Jobs jobs, ProjectId project) {
    List<ReportId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JobId job = job(jobs, project);
      ReportModel model = report("Report " + i + " \u0000 ü");
      ReportId id =
          reports.store(new ReportId(UUID.randomUUID()), project, job, model, NOW.plusSeconds(i));
      assertThat(reports.store(new ReportId(UUID.randomUUID()), project, job, report("again"), NOW))
          .as("a job has one report")
          .isEqualTo(id);
      ids.add(0, id);
    }
    StoredReport kept = reports.find(project, ids.get(0)).orElseThrow();
    assertThat(kept.model()).isEqualTo(report("Report 2 \ufffd ü"));
    assertThat(kept.createdAt()).isEqualTo(NOW.plusSeconds(2));
    assertThat(reports.find(new ProjectId(UUID.randomUUID()), ids.get(0))).isEmpty();
    Page<StoredReport> first = reports.list(project, new PageRequest(2, null));
    Page<StoredReport> second = reports.list(project, new PageRequest(2, first.nextCursor()));
    assertThat(first.items()).extracting(StoredReport::id).isEqualTo(ids.subList(0, 2));
    assertThat(second.items()).extracting(StoredReport::id).isEqualTo(ids.subList(2, 3));
    assertThat(second.nextCursor()).isNull();
  }

  private static JobId job(Jobs jobs, ProjectId project) {
    NewJob job =
        new NewJob(
            new JobId(UUID.randomUUID()),
            JobKind.REPORT,
            project,
            null,
            new JsonMapper().createObjectNode(),
            null);
    return jobs.accept(job).id();
  }

  private static ReportModel report(String title) {
    return new ReportModel(
        title,
        ReportType.TABLE,
        NOW,
        1,
        List.of(),
        List.of(),
        List.of(new Omission("rows", 3, "table")),
        List.of("a note"));
  }

  private static void keepsApiKeys(ApiKeys keys, ProjectId project) throws Exception {
    ApiKey all = new ApiKey(new KeyId(UUID.randomUUID()), "all", Role.ADMIN, null);
    ApiKey some = new ApiKey(new KeyId(UUID.randomUUID()), "some", Role.READ, List.of(project));
    ApiKey none = new ApiKey(new KeyId(UUID.randomUUID()), "none", Role.READ, List.of());
    keys.put(all, "secret 1");
    keys.put(some, "secret 2");
    keys.put(none, "secret 3");

    assertThat(keys.authenticate("secret 1")).contains(all);
    assertThat(keys.authenticate("secret 2")).contains(some);
    assertThat(keys.authenticate("secret 3")).contains(none);
    assertThat(keys.authenticate("secret 4")).isEmpty();
    lode.adapters.postgres.Threads.run(4, number -> keys.put(all, "secret 5"));
    assertThat(keys.authenticate("secret 1")).isEmpty();
    assertThat(keys.authenticate("secret 5")).contains(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lode.postgres.url=mysql://x|LODE_POSTGRES_URL",
        "lode.postgres.url=jdbc:postgresql://host:port/lode|LODE_POSTGRES_URL",
        "lode.postgres.pool-size=1|LODE_POSTGRES_POOL_SIZE",
        "lode.postgres.connection-timeout=1ms|LODE_POSTGRES_CONNECTION_TIMEOUT",
        "lode.redis.url=localhost:6379|LODE_REDIS_URL",
        "lode.redis.url=redis://|LODE_REDIS_URL",
        "lode.redis.timeout=0s|LODE_REDIS_TIMEOUT",
        "lode.qdrant.url=localhost:6334|LODE_QDRANT_URL",
        "lode.crawl.allowed-networks=10.0.0.0/99|LODE_CRAWL_ALLOWED_NETWORKS",
        "lode.crawl.user-agent=  |LODE_CRAWL_USER_AGENT",
        "lode.crawl.max-attempts=0|LODE_CRAWL_MAX_ATTEMPTS",
        "lode.crawl.total-timeout=-1s|LODE_CRAWL_TOTAL_TIMEOUT",
        "lode.llm.model=m|LODE_LLM_BASE_URL",
        "lode.embedding.model=m|LODE_EMBEDDING_BASE_URL",
      })
  void refusesToStartWithAnInvalidSetting(String property, String variable) {
    assertThatThrownBy(() -> start(property).close()).rootCause().hasMessageContaining(variable);
  }
}
