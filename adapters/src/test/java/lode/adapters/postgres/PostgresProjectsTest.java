package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.field;
import static lode.adapters.postgres.World.group;
import static lode.adapters.postgres.World.json;
import static lode.adapters.postgres.World.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobStatus;
import lode.domain.project.EditionChanged;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.FieldType;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.project.ProjectNameTaken;
import lode.domain.project.Projects.SchemaUpdate;
import lode.domain.project.SchemaInUse;
import lode.domain.project.SchemaVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PostgresProjectsTest {

  private static final ExtractionSchema FIRST =
      schema(group("company", field("name", FieldType.TEXT)));
  private static final ExtractionSchema WIDER =
      schema(group("company", field("name", FieldType.TEXT), field("founded", FieldType.DATE)));
  private static final ExtractionSchema BREAKING =
      schema(group("company", field("name", FieldType.NUMBER)));

  private static World world;
  private static PostgresProjects projects;

  @BeforeAll
  static void start() {
    world = new World();
    projects = world.projects;
  }

  @AfterAll
  static void end() {
    world.close();
  }

  private static Project create(String name) {
    return projects.create(
        new ProjectId(UUID.randomUUID()), name, "what", FIRST, json().put("maxPages", 5), NOW);
  }

  @Test
  void createsAProjectWithItsFirstSchema() {
    Project project = create("Acme Ünlimited");

    assertThat(project.schemaVersion()).isEqualTo(1);
    assertThat(project.edition()).isEqualTo(1);
    assertThat(project.schema()).isEqualTo(FIRST);
    assertThat(project.crawlDefaults().get("maxPages").asInt()).isEqualTo(5);
    assertThat(project.createdAt()).isEqualTo(NOW);
    assertThat(projects.find(project.id())).contains(project);
    assertThat(projects.findByName("ACME ünlimited")).contains(project);
    assertThat(projects.findByName("nobody")).isEmpty();
  }

  @Test
  void refusesANameThatIsTakenWhateverItsCase() {
    create("Taken");
    Project other = create("other");

    assertThatThrownBy(() -> create("tAKEN")).isInstanceOf(ProjectNameTaken.class);
    assertThatThrownBy(() -> projects.edit(other.id(), "TAKEN", null, null, null, NOW))
        .isInstanceOf(ProjectNameTaken.class);
    assertThat(projects.edit(other.id(), "OTHER", null, null, null, NOW).name()).isEqualTo("OTHER");
  }

  @Test
  void oneOfTwoOfTheSameNameAtOnceIsCreated() throws Exception {
    Queue<String> ends = new ConcurrentLinkedQueue<>();

    Threads.run(
        2,
        number -> {
          try {
            create("Race");
            ends.add("created");
          } catch (ProjectNameTaken taken) {
            ends.add("taken");
          }
        });

    assertThat(ends).containsExactlyInAnyOrder("created", "taken");
  }

  @Test
  void listsByNameWhateverItsCase() {
    for (String name : List.of("zz b", "ZZ a", "zz C")) {
      create(name);
    }
    List<String> seen = new ArrayList<>();
    String after = "zz";
    for (List<Project> page = projects.list(after, 2);
        !page.isEmpty();
        page = projects.list(after, 2)) {
      page.forEach(project -> seen.add(project.name()));
      after = seen.get(seen.size() - 1);
    }

    assertThat(seen).containsExactly("ZZ a", "zz b", "zz C");
  }

  @Test
  void editsWhatIsNotNullAndCountsTheEdition() {
    Project project = create("edited");

    Project edited = projects.edit(project.id(), null, "new words", null, 1, NOW.plusSeconds(5));

    assertThat(edited.name()).isEqualTo("edited");
    assertThat(edited.description()).isEqualTo("new words");
    assertThat(edited.crawlDefaults()).isEqualTo(project.crawlDefaults());
    assertThat(edited.edition()).isEqualTo(2);
    assertThat(edited.updatedAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(
            projects
                .edit(project.id(), null, null, json().put("maxPages", 9), null, NOW)
                .crawlDefaults()
                .get("maxPages")
                .asInt())
        .isEqualTo(9);
    assertThatThrownBy(() -> projects.edit(project.id(), "late", null, null, 1, NOW))
        .isInstanceOf(EditionChanged.class);
  }

  @Test
  void doesNotCallAMissingProjectEdited() {
    ProjectId nobody = new ProjectId(UUID.randomUUID());

    assertThatThrownBy(() -> projects.edit(nobody, "x", null, null, 1, NOW))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theSameSchemaChangesNothing() {
    Project project = create("same schema");

    SchemaUpdate update = projects.putSchema(project.id(), FIRST, false, NOW);

    assertThat(update.changed()).isFalse();
    assertThat(update.version().version()).isEqualTo(1);
    assertThat(projects.find(project.id())).contains(project);
  }

  @Test
  void aCompatibleSchemaBecomesTheNextVersionWhateverUsesIt() {
    Project project = create("wider schema");
    world.job(JobKind.EXTRACT, project.id());

    SchemaUpdate update = projects.putSchema(project.id(), WIDER, false, NOW.plusSeconds(1));

    assertThat(update.changed()).isTrue();
    assertThat(update.version().version()).isEqualTo(2);
    Project now = projects.find(project.id()).orElseThrow();
    assertThat(now.schema()).isEqualTo(WIDER);
    assertThat(now.edition()).isEqualTo(2);
    assertThat(projects.schemas(project.id()).stream().map(SchemaVersion::version))
        .containsExactly(2, 1);
    assertThat(projects.schema(project.id(), 1).orElseThrow().schema()).isEqualTo(FIRST);
    assertThat(projects.schema(project.id(), 3)).isEmpty();
  }

  @Test
  void aBreakingSchemaIsRefusedWhileALiveJobUsesIt() {
    Project project = create("breaking schema");
    JobId job = world.job(JobKind.EXTRACT, project.id());

    assertThatThrownBy(() -> projects.putSchema(project.id(), BREAKING, false, NOW))
        .isInstanceOf(SchemaInUse.class)
        .hasMessageContaining("1 live jobs");
    assertThat(projects.schemas(project.id())).hasSize(1);

    assertThat(projects.putSchema(project.id(), BREAKING, true, NOW).version().version())
        .isEqualTo(2);
    world.jobs.finish(job, JobOutcome.of(JobStatus.COMPLETED, Map.of()), NOW);
    assertThat(projects.putSchema(project.id(), FIRST, false, NOW).version().version())
        .isEqualTo(3);
  }

  @Test
  void twoSchemasPutAtOnceBecomeTwoVersions() throws Exception {
    Project project = create("two at once");

    Threads.run(
        2, number -> projects.putSchema(project.id(), number == 0 ? WIDER : BREAKING, true, NOW));

    assertThat(projects.schemas(project.id()).stream().map(SchemaVersion::version))
        .containsExactly(3, 2, 1);
    assertThat(projects.find(project.id()).orElseThrow().schemaVersion()).isEqualTo(3);
  }

  @Test
  @Timeout(20)
  void aJobAcceptedWhileASchemaIsPutPinsTheNewOne() throws Exception {
    Project project = create("pinned");
    CountDownLatch put = new CountDownLatch(1);
    Queue<Integer> pinned = new ConcurrentLinkedQueue<>();

    Threads.run(
        2,
        number -> {
          if (number == 0) {
            world
                .database
                .transaction()
                .executeWithoutResult(
                    status -> {
                      projects.putSchema(project.id(), WIDER, false, NOW);
                      put.countDown();
                      awaitABlockedSession();
                    });
          } else {
            put.await(10, TimeUnit.SECONDS);
            JobId job = world.job(JobKind.EXTRACT, project.id());
            pinned.add(world.jobs.find(job).orElseThrow().schemaVersion());
          }
        });

    assertThat(pinned).containsExactly(2);
  }

  /** Until the other thread waits for a lock of this transaction. */
  private static void awaitABlockedSession() {
    // Not on the transaction's connection, whose view of the sessions stands still.
    JdbcClient apart =
        JdbcClient.create(new DriverManagerDataSource(world.database.url(), "postgres", ""));
    String blocked =
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock'";
    while (apart.sql(blocked).query(Long.class).single() == 0) {
      Thread.onSpinWait();
    }
  }
}
