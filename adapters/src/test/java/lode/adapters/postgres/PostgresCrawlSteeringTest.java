package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlInvalid;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.CrawlSteering.Answer;
import lode.domain.crawl.CrawlSteering.Untold;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Seed;
import lode.domain.crawl.Steering;
import lode.domain.crawl.UrlDecision;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import lode.domain.job.NewJob;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class PostgresCrawlSteeringTest {

  private static final String HOME = "https://example.com/";

  private static World world;
  private static PostgresCrawlSteering steering;

  private ProjectId project;
  private JobId crawl;

  @BeforeAll
  static void start() {
    world = new World();
    steering = new PostgresCrawlSteering(world.database.client(), world.database.transaction());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project();
    crawl = accept(JobKind.CRAWL, null, request());
    world.frontier.open(crawl, 10, List.of(), NOW);
    world.jobs.begin(crawl, "run 1", NOW);
  }

  private static JsonNode request() {
    CrawlRequest request =
        CrawlRequestReader.read(
            World.JSON.readTree("{\"url\": \"" + HOME + "\", \"maxPages\": 10}"), World.json());
    return JobPayload.of(request);
  }

  private JobId accept(JobKind kind, JobId parent, JsonNode payload) {
    JobId id = new JobId(UUID.randomUUID());
    return world.jobs.accept(new NewJob(id, kind, project, parent, payload, null)).id();
  }

  private JobId pipeline() {
    JobId id = accept(JobKind.PIPELINE, null, World.json().set("crawl", request()));
    world.jobs.begin(id, "run p", NOW);
    return id;
  }

  private static JobStatus status(JobId job) {
    return world.jobs.find(job).orElseThrow().status();
  }

  private static CrawlChange change(List<Seed> seeds, List<String> excludes, Integer maxPages) {
    return new CrawlChange(seeds, excludes, maxPages, null, List.of());
  }

  private static CrawlRequest request(JsonNode payload) {
    return JobPayload.read(payload, CrawlRequest.class);
  }

  @Test
  void aPauseOutlastsANewRunOfTheWorkflow() {
    assertThat(steering.pause(crawl, NOW)).isEqualTo(Answer.DONE);
    assertThat(steering.pause(crawl, NOW)).isEqualTo(Answer.DONE);

    assertThat(world.jobs.begin(crawl, "run 2", NOW).status()).isEqualTo(JobStatus.PAUSED);
    assertThat(world.frontier.steering(crawl)).isEqualTo(new Steering(true, false, 0));

    assertThat(steering.resume(crawl, NOW)).isEqualTo(Answer.DONE);
    assertThat(steering.resume(crawl, NOW)).isEqualTo(Answer.DONE);
    assertThat(status(crawl)).isEqualTo(JobStatus.RUNNING);
    assertThat(world.frontier.steering(crawl)).isEqualTo(Steering.NONE);
  }

  @Test
  void aJobThatHasNotBegunIsQueuedAgainWhenItIsResumed() {
    JobId waiting = accept(JobKind.CRAWL, null, request());
    steering.pause(waiting, NOW);
    steering.resume(waiting, NOW);
    assertThat(status(waiting)).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  void aStopEndsAPauseAndNoPauseFollows() {
    steering.pause(crawl, NOW);

    assertThat(steering.stop(crawl, NOW)).isEqualTo(Answer.DONE);
    assertThat(steering.stop(crawl, NOW)).isEqualTo(Answer.DONE);

    assertThat(status(crawl)).isEqualTo(JobStatus.RUNNING);
    assertThat(world.frontier.steering(crawl)).isEqualTo(new Steering(false, true, 0));
    assertThat(steering.pause(crawl, NOW)).isEqualTo(Answer.NOT_CRAWLING);
    assertThat(steering.change(crawl, change(List.of(), List.of(), 5), NOW))
        .isEqualTo(Answer.NOT_CRAWLING);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "PARTIAL", "FAILED", "CANCELLED"})
  void anEndedJobTakesNoOrders(JobStatus end) {
    world.jobs.finish(crawl, JobOutcome.of(end, Map.of()), NOW);

    assertThat(steering.pause(crawl, NOW)).isEqualTo(Answer.JOB_ENDED);
    assertThat(steering.resume(crawl, NOW)).isEqualTo(Answer.JOB_ENDED);
    assertThat(steering.stop(crawl, NOW)).isEqualTo(Answer.JOB_ENDED);
    assertThat(steering.change(crawl, change(List.of(), List.of(), 5), NOW))
        .isEqualTo(Answer.JOB_ENDED);
    assertThat(status(crawl)).isEqualTo(end);
  }

  @Test
  void onlyCrawlsTakeOrders() {
    JobId extract = world.job(JobKind.EXTRACT, project);
    assertThat(steering.pause(extract, NOW)).isEqualTo(Answer.NOT_CRAWLING);
    assertThat(steering.stop(extract, NOW)).isEqualTo(Answer.NOT_CRAWLING);
    assertThat(status(extract)).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  void aPipelineAndItsCrawlArePausedTogether() {
    JobId pipeline = pipeline();
    JobId child = accept(JobKind.CRAWL, pipeline, request());
    world.jobs.begin(child, "run c", NOW);

    steering.pause(pipeline, NOW);
    assertThat(List.of(status(pipeline), status(child))).containsOnly(JobStatus.PAUSED);
    steering.resume(child, NOW);
    assertThat(List.of(status(pipeline), status(child))).containsOnly(JobStatus.RUNNING);
    steering.stop(pipeline, NOW);
    assertThat(world.frontier.steering(child).stopped()).isTrue();
  }

  @Test
  void theCrawlOfAPausedPipelineBeginsPaused() {
    JobId pipeline = pipeline();
    steering.pause(pipeline, NOW);
    JobId child = accept(JobKind.CRAWL, pipeline, request());

    assertThat(world.frontier.steering(child).paused()).isTrue();
    assertThat(world.jobs.begin(child, "run c", NOW).status()).isEqualTo(JobStatus.PAUSED);
  }

  @Test
  void aPipelineGoesOnWhenItsPausedCrawlEnds() {
    JobId pipeline = pipeline();
    JobId child = accept(JobKind.CRAWL, pipeline, request());
    world.jobs.begin(child, "run c", NOW);
    steering.pause(pipeline, NOW);

    assertThat(world.jobs.finish(child, JobOutcome.of(JobStatus.COMPLETED, Map.of()), NOW))
        .isTrue();

    assertThat(status(pipeline)).isEqualTo(JobStatus.RUNNING);
    assertThat(steering.pause(pipeline, NOW)).isEqualTo(Answer.NOT_CRAWLING);
    assertThat(steering.resume(pipeline, NOW)).isEqualTo(Answer.DONE);
  }

  @Test
  void whatWasNotToldWaits() {
    steering.pause(crawl, NOW);
    steering.resume(crawl, NOW.plusSeconds(1));

    steering.told(crawl, NOW);
    assertThat(steering.untold(1_000))
        .contains(new Untold(crawl, "crawl/" + crawl, NOW.plusSeconds(1)));
    steering.told(crawl, NOW.plusSeconds(1));
    assertThat(steering.untold(1_000)).extracting(Untold::crawlId).doesNotContain(crawl);
  }

  @Test
  void excludesWhatWaitsAndLeavesSeedsAndDecidedEntriesAlone() {
    List<NewEntry> found =
        IntStream.range(0, 5_000)
            .mapToObj(n -> entry(HOME + (n % 2 == 0 ? "news/" : "docs/") + n))
            .toList();
    world.frontier.add(crawl, found);
    world.frontier.add(crawl, List.of(entry(HOME)));
    List<FrontierEntry> held = world.claim(crawl, "worker", 4);
    world.commit(crawl, "worker", World.stored(held.get(0), "text"));

    steering.change(crawl, change(List.of(), List.of("^/$", "/news/"), null), NOW);

    assertCountersAreWhatTheRowsSay();
    long heldNews = held.stream().skip(1).filter(e -> e.url().path().startsWith("/news/")).count();
    long doneNews = held.get(0).url().path().startsWith("/news/") ? 1 : 0;
    assertThat(world.frontier.counters(crawl).skipped()).isEqualTo(2_500 - heldNews - doneNews);
    assertThat(decisions("skipped"))
        .hasSize(200)
        .allSatisfy(
            url -> {
              assertThat(url.url()).startsWith(HOME + "news/");
              assertThat(url.rule()).isEqualTo("excludePaths: /news/");
            });
    assertThat(world.frontier.steering(crawl).edition()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void steersWhileWorkersClaimAndCommitWithoutDeadlockOrLostCount() throws Exception {
    world.frontier.add(crawl, links(new Random(0), 400));
    steering.change(crawl, change(List.of(), List.of(), 10_000), NOW);

    Threads.run(
        4,
        number -> {
          if (number == 0) {
            orders();
          } else {
            work("owner" + number, new Random(number));
          }
        });

    assertCountersAreWhatTheRowsSay();
    assertThat(world.frontier.counters(crawl).fetched()).isPositive();
    assertThat(world.frontier.steering(crawl)).isEqualTo(new Steering(false, false, 31));
  }

  private void orders() {
    for (int n = 0; n < 30; n++) {
      Seed seed = new Seed(World.url(HOME + "p" + 13 * n), "Seeds");
      steering.change(crawl, change(List.of(seed), List.of("/p" + n + "$"), 10_000 + n), NOW);
      steering.pause(crawl, NOW);
      steering.resume(crawl, NOW);
    }
  }

  private void work(String owner, Random random) {
    for (int round = 0; round < 30; round++) {
      List<FrontierEntry> held = world.claim(crawl, owner, 8);
      PageOutcome[] pages =
          held.stream()
              .map(page -> World.stored(page, "t", links(random, 40).toArray(NewEntry[]::new)))
              .toArray(PageOutcome[]::new);
      world.commit(crawl, owner, pages);
    }
  }

  private static List<NewEntry> links(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> {
              int depth = random.nextInt(5);
              String rule = depth == 4 ? "maxDepth 3" : null;
              return entry(HOME + "p" + random.nextInt(1_000), depth, rule);
            })
        .toList();
  }

  private List<UrlDecision> decisions(String decision) {
    return world.frontier.decisions(crawl, decision, null, new PageRequest(200, null)).items();
  }

  private void assertCountersAreWhatTheRowsSay() {
    assertThat(CounterRows.committed(world.database, crawl))
        .isEqualTo(CounterRows.counted(world.database, crawl));
  }

  @Test
  void addsSeedsAlsoSuchAsWereKeptOutBefore() {
    world.frontier.add(
        crawl,
        List.of(
            entry(HOME),
            entry(HOME + "deep", 4, "maxDepth 3"),
            entry(HOME + "out", 1, "excludePaths: out"),
            entry(HOME + "gone", 1, "status 404")));
    List<Seed> seeds =
        List.of("deep", "out", "gone", "new").stream()
            .map(path -> new Seed(World.url(HOME + path), "New"))
            .toList();

    steering.change(crawl, change(seeds, List.of(), null), NOW);
    steering.change(crawl, change(seeds, List.of(), null), NOW);

    assertCountersAreWhatTheRowsSay();
    assertThat(decisions("pending"))
        .extracting(UrlDecision::url)
        .containsExactlyInAnyOrder(HOME, HOME + "deep", HOME + "out", HOME + "new");
    assertThat(decisions("skipped")).extracting(UrlDecision::url).containsExactly(HOME + "gone");
    assertThat(request(world.jobs.find(crawl).orElseThrow().payload()).seeds()).hasSize(5);
  }

  @Test
  void aBudgetBelowWhatIsThereIsUsedUp() {
    world.frontier.add(crawl, List.of(entry(HOME), entry(HOME + "a"), entry(HOME + "b")));
    List<FrontierEntry> held = world.claim(crawl, "worker", 2);
    world.commit(crawl, "worker", World.stored(held.get(0), "a"), World.stored(held.get(1), "b"));

    steering.change(crawl, change(List.of(), List.of(), 1), NOW);
    FrontierState lowered = world.frontier.state(crawl, NOW);
    assertThat(lowered.isDone()).isTrue();
    assertThat(world.claim(crawl, "worker", 5)).isEmpty();

    steering.change(crawl, change(List.of(), List.of(), 3), NOW);
    assertThat(world.claim(crawl, "worker", 5)).hasSize(1);
  }

  @Test
  void aShorterDelayMovesTheClocksOfHosts() {
    world.frontier.add(crawl, List.of(entry(HOME), entry(HOME + "a")));
    world.frontier.claim(
        new FrontierClaim(
            crawl, "worker", 1, 1, Duration.ofMillis(1_000), Duration.ofMinutes(1), NOW));

    steering.change(crawl, new CrawlChange(List.of(), List.of(), null, 200, List.of()), NOW);

    assertThat(world.frontier.state(crawl, NOW).nextDue()).isEqualTo(Duration.ofMillis(200));
    CrawlRequest changed = request(world.jobs.find(crawl).orElseThrow().payload());
    assertThat(changed.minDelayMs()).isEqualTo(200);
    assertThat(changed.maxConcurrencyPerHost()).isEqualTo(1);
  }

  @Test
  void changesThePayloadOfThePipelineAndOfItsCrawl() {
    JobId pipeline =
        accept(JobKind.PIPELINE, null, World.json().put("later", 1).set("crawl", request()));
    steering.change(pipeline, change(List.of(), List.of("/a"), null), NOW);
    JsonNode early = world.jobs.find(pipeline).orElseThrow().payload();
    JobId child = accept(JobKind.CRAWL, pipeline, early.path("crawl"));

    steering.change(pipeline, change(List.of(), List.of("/b", "/a"), 7), NOW);

    JsonNode payload = world.jobs.find(pipeline).orElseThrow().payload();
    assertThat(request(payload.path("crawl")).excludePaths()).containsExactly("/a", "/b");
    assertThat(payload.path("later").asInt()).isEqualTo(1);
    assertThat(world.jobs.find(child).orElseThrow().payload()).isEqualTo(payload.path("crawl"));
    world.frontier.open(child, 10, List.of(), NOW);
    assertThat(world.frontier.state(child, NOW).budgetLeft()).isEqualTo(7);
  }

  @Test
  void refusesMorePatternsThanARequestMayHave() {
    List<String> first = IntStream.range(0, 150).mapToObj(n -> "/a" + n).toList();
    List<String> second = IntStream.range(0, 60).mapToObj(n -> "/b" + n).toList();
    steering.change(crawl, change(List.of(), first, null), NOW);

    assertThatThrownBy(() -> steering.change(crawl, change(List.of(), second, null), NOW))
        .isInstanceOf(CrawlInvalid.class)
        .hasMessageContaining("/addExcludePaths");
    assertThat(request(world.jobs.find(crawl).orElseThrow().payload()).excludePaths()).hasSize(150);
  }
}
