package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.json;
import static lode.adapters.postgres.World.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import lode.domain.extraction.ExtractRequest;
import lode.domain.job.CursorInvalid;
import lode.domain.job.IdempotencyKeyReused;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobQuery;
import lode.domain.job.JobStatus;
import lode.domain.job.NewJob;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.FieldType;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresJobsTest {

  private static World world;

  private PostgresJobs jobs;
  private ProjectId project;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    jobs = world.jobs;
    project = world.project();
  }

  @Test
  void acceptsAJobWithTheProjectsPresentSchema() {
    world.projects.putSchema(
        project,
        World.schema(
            World.group("company", World.field("name", FieldType.TEXT)),
            World.group("b", World.field("x", FieldType.TEXT))),
        false,
        NOW);
    NewJob job =
        new NewJob(
            new JobId(UUID.randomUUID()),
            JobKind.EXTRACT,
            project,
            null,
            json().put("force", true).put("nul", "a\0b \\u0000"),
            null);

    Job accepted = jobs.accept(job);

    assertThat(accepted.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(accepted.schemaVersion()).isEqualTo(2);
    assertThat(accepted.workflowId()).isEqualTo("extract/" + job.id());
    assertThat(accepted.payload().get("force").asBoolean()).isTrue();
    assertThat(accepted.payload().get("nul").asString()).isEqualTo("a\ufffdb \\u0000");
    assertThat(accepted.progress()).isEmpty();
    assertThat(jobs.accept(job)).isEqualTo(accepted);
    assertThat(jobs.find(new JobId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void acceptsNothingForAProjectThatIsNotThere() {
    NewJob job = newJob(JobKind.CRAWL, new ProjectId(UUID.randomUUID()));

    assertThatThrownBy(() -> jobs.accept(job)).isInstanceOf(NoSuchElementException.class);
  }

  private NewJob keyed(String owner, String key, String hash) {
    NewJob job = newJob(JobKind.CRAWL, project);
    return new NewJob(
        job.id(),
        job.kind(),
        project,
        null,
        job.payload(),
        new NewJob.Idempotency(owner, key, hash));
  }

  @Test
  void answersARepeatedRequestWithItsFirstJob() {
    String hash = "ab".repeat(32);
    Job first = jobs.accept(keyed("owner", "key 1", hash));

    assertThat(jobs.accept(keyed("owner", "key 1", hash)).id()).isEqualTo(first.id());
    assertThat(jobs.accept(keyed("other owner", "key 1", hash)).id()).isNotEqualTo(first.id());
    assertThat(jobs.accept(keyed("owner", "key 2", hash)).id()).isNotEqualTo(first.id());
    assertThatThrownBy(() -> jobs.accept(keyed("owner", "key 1", "cd".repeat(32))))
        .isInstanceOf(IdempotencyKeyReused.class)
        .hasMessageContaining("key 1");
  }

  @Test
  void oneOfManyEqualRequestsAtOnceMakesAJob() throws Exception {
    Queue<JobId> accepted = new ConcurrentLinkedQueue<>();

    Threads.run(
        8, number -> accepted.add(jobs.accept(keyed("owner", "race", "ab".repeat(32))).id()));

    assertThat(accepted).hasSize(8).containsOnly(accepted.peek());
  }

  @Test
  void oneOfTwoDifferentRequestsAtOnceIsRefused() throws Exception {
    Queue<String> ends = new ConcurrentLinkedQueue<>();

    Threads.run(
        2,
        number -> {
          try {
            jobs.accept(keyed("owner", "clash", (number + "0").repeat(32)));
            ends.add("accepted");
          } catch (IdempotencyKeyReused reused) {
            ends.add("refused");
          }
        });

    assertThat(ends).containsExactlyInAnyOrder("accepted", "refused");
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "PARTIAL", "FAILED", "CANCELLED"})
  void anEndIsForEver(JobStatus end) {
    JobId id = world.job(JobKind.CRAWL, project);
    assertThat(jobs.begin(id, "run 1", NOW).status()).isEqualTo(JobStatus.RUNNING);
    jobs.phase(id, "crawl");
    JobError error = end == JobStatus.FAILED ? new JobError("Broken", "why", "crawl") : null;
    JobOutcome outcome = new JobOutcome(end, Map.of("pages", 3), error);

    assertThat(jobs.finish(id, outcome, NOW.plusSeconds(1))).isTrue();
    Job ended = jobs.find(id).orElseThrow();

    assertThat(jobs.finish(id, JobOutcome.cancelled(Map.of()), NOW.plusSeconds(2))).isFalse();
    assertThat(jobs.begin(id, "run 2", NOW.plusSeconds(2)).status()).isEqualTo(end);
    assertThat(jobs.requestCancel(id, NOW.plusSeconds(2))).isFalse();
    jobs.phase(id, "late");
    assertThat(jobs.find(id)).contains(ended);
    assertThat(ended.status()).isEqualTo(end);
    assertThat(ended.error()).isEqualTo(error);
    assertThat(ended.result().get("pages").asInt()).isEqualTo(3);
    assertThat(ended.phase()).isEqualTo("crawl");
    assertThat(ended.runId()).isEqualTo("run 1");
    assertThat(ended.startedAt()).isEqualTo(NOW);
    assertThat(ended.finishedAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void oneOfTwoEndsAtOnceCounts() throws Exception {
    JobId id = world.job(JobKind.CRAWL, project);
    Queue<Boolean> ended = new ConcurrentLinkedQueue<>();

    Threads.run(
        6, number -> ended.add(jobs.finish(id, JobOutcome.of(JobStatus.COMPLETED, Map.of()), NOW)));

    assertThat(ended.stream().filter(won -> won)).hasSize(1);
  }

  @Test
  void keepsTheFirstBeginningAndTheFirstRequestToCancel() {
    JobId id = world.job(JobKind.CRAWL, project);

    jobs.begin(id, "run 1", NOW);
    jobs.begin(id, "run 2", NOW.plusSeconds(9));
    assertThat(jobs.requestCancel(id, NOW.plusSeconds(10))).isTrue();
    assertThat(jobs.requestCancel(id, NOW.plusSeconds(20))).isTrue();

    Job job = jobs.find(id).orElseThrow();
    assertThat(job.startedAt()).isEqualTo(NOW);
    assertThat(job.runId()).isEqualTo("run 2");
    assertThat(job.cancelRequestedAt()).isEqualTo(NOW.plusSeconds(10));
  }

  @Test
  void listsWhatTheFiltersSay() {
    JobId crawl = world.job(JobKind.CRAWL, project);
    JobId pipeline = world.job(JobKind.PIPELINE, project);
    JobId child = child(JobKind.CRAWL, pipeline);
    jobs.finish(crawl, JobOutcome.of(JobStatus.COMPLETED, Map.of()), NOW);
    Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");

    assertThat(ids(new JobQuery(project, null, null, null, null, null)))
        .containsExactly(child, pipeline, crawl);
    assertThat(ids(new JobQuery(project, JobKind.PIPELINE, null, null, null, null)))
        .containsExactly(pipeline);
    assertThat(ids(new JobQuery(project, null, JobStatus.COMPLETED, null, null, null)))
        .containsExactly(crawl);
    assertThat(ids(new JobQuery(null, null, null, null, null, pipeline))).containsExactly(child);
    assertThat(ids(new JobQuery(project, null, null, longAgo, null, null))).hasSize(3);
    assertThat(ids(new JobQuery(project, null, null, null, longAgo, null))).isEmpty();
  }

  private List<JobId> ids(JobQuery query) {
    return jobs.list(query, new PageRequest(50, null)).items().stream().map(Job::id).toList();
  }

  private JobId child(JobKind kind, JobId parent) {
    NewJob job = newJob(kind, project);
    return jobs.accept(new NewJob(job.id(), kind, project, parent, job.payload(), null)).id();
  }

  @Test
  void pagesStayWhereTheyAreWhileJobsComeIn() {
    List<JobId> before = Stream.generate(() -> world.job(JobKind.CRAWL, project)).limit(7).toList();
    JobQuery query = new JobQuery(project, null, null, null, null, null);
    List<JobId> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Job> page = jobs.list(query, new PageRequest(3, cursor));
      page.items().forEach(job -> seen.add(job.id()));
      cursor = page.nextCursor();
      world.job(JobKind.CRAWL, project);
    } while (cursor != null);

    List<JobId> newestFirst = new ArrayList<>(before);
    java.util.Collections.reverse(newestFirst);
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void refusesACursorThatIsNone() {
    JobQuery query = new JobQuery(project, null, null, null, null, null);
    for (String cursor :
        List.of("", "%%", "bm9uZQ", Cursor.encode(Instant.MAX + " " + UUID.randomUUID()))) {
      assertThatThrownBy(() -> jobs.list(query, new PageRequest(3, cursor)))
          .as(cursor)
          .isInstanceOf(CursorInvalid.class);
    }
  }

  @Test
  void aPipelineShowsTheCountersOfItsChildren() {
    JobId pipeline = world.job(JobKind.PIPELINE, project);
    JobId crawl = child(JobKind.CRAWL, pipeline);
    world.frontier.open(crawl, 10, List.of("example.com"), NOW);
    world.frontier.add(crawl, List.of(World.entry("http://example.com/")));
    JobId extract = child(JobKind.EXTRACT, pipeline);
    new PostgresExtractionPlans(world.database.client(), world.database.transaction())
        .plan(extract, ExtractRequest.ofCrawl(crawl), "f", NOW);

    Job job = jobs.find(pipeline).orElseThrow();

    assertThat(job.progress())
        .containsEntry("pagesDiscovered", 1L)
        .containsEntry("sourcesPlanned", 0L);
    assertThat(jobs.find(crawl).orElseThrow().progress())
        .containsOnlyKeys(
            "pagesDiscovered",
            "pagesFetched",
            "pagesUnchanged",
            "pagesSkipped",
            "pagesFailed",
            "pagesPending",
            "pagesCreated",
            "pagesUpdated",
            "bytes");
  }

  @Test
  void aJobWithSeveralChildrenOfAKindIsListedOnce() {
    JobId pipeline = world.job(JobKind.PIPELINE, project);
    child(JobKind.CRAWL, pipeline);
    child(JobKind.CRAWL, pipeline);

    assertThat(jobs.find(pipeline)).isPresent();
    assertThat(ids(new JobQuery(project, JobKind.PIPELINE, null, null, null, null))).hasSize(1);
  }

  @Test
  void tellsTheLiveJobsOldestFirst() {
    JobId first = world.job(JobKind.CRAWL, project);
    JobId second = world.job(JobKind.PIPELINE, project);
    child(JobKind.CRAWL, second);
    JobId done = world.job(JobKind.CRAWL, project);
    jobs.finish(done, JobOutcome.of(JobStatus.COMPLETED, Map.of()), NOW);

    assertThat(jobs.live(1000).stream().filter(job -> job.projectId().equals(project)).map(Job::id))
        .containsExactly(first, second);
  }
}
