package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static lode.adapters.postgres.World.stored;
import static lode.adapters.postgres.World.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageIdentity;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.crawl.Trap;
import lode.domain.document.ContentHash;
import lode.domain.document.SourceQuery;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobPayload;
import lode.domain.job.NewJob;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostgresCrawlChoicesTest {

  private static World world;
  private static PostgresCrawlChoices choices;

  private ProjectId project;
  private JobId crawl;

  @BeforeAll
  static void start() {
    world = new World();
    choices = new PostgresCrawlChoices(world.database.client(), world.database.transaction());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project();
  }

  private void crawl(String members) {
    CrawlRequest request =
        CrawlRequestReader.read(
            World.JSON.readTree(
                "{\"url\": \"https://example.com/\", \"maxPages\": 1000" + members + "}"),
            World.json());
    JobId id = new JobId(UUID.randomUUID());
    crawl =
        world
            .jobs
            .accept(new NewJob(id, JobKind.CRAWL, project, null, JobPayload.of(request), null))
            .id();
    world.jobs.begin(crawl, "run 1", NOW);
    world.frontier.open(crawl, request.maxPages(), List.of(), NOW);
    choices.begin(crawl, request);
  }

  private static NewEntry found(String url, int depth, double relevance) {
    return entry(url, depth, null).withPriority((int) (relevance * 1000));
  }

  private List<String> claimed(String owner, int limit) {
    return world.claim(crawl, owner, limit).stream().map(entry -> entry.url().path()).toList();
  }

  private void skipAll(String owner, List<FrontierEntry> entries, NewEntry... found) {
    for (FrontierEntry entry : entries) {
      world.commit(crawl, owner, new PageOutcome.Skipped(entry, "a rule", null, List.of(found)));
    }
  }

  private Map<String, String> rules() {
    Map<String, String> rules = new java.util.TreeMap<>();
    world
        .frontier
        .decisions(crawl, null, null, new PageRequest(200, null))
        .items()
        .forEach(
            decision -> rules.put(decision.url(), decision.decision() + ": " + decision.rule()));
    return rules;
  }

  @Test
  void aFocusedCrawlTakesTheBestFirstWhateverItsDepth() {
    crawl(", \"focusTerms\": [\"pump\"]");
    world.frontier.add(
        crawl,
        List.of(
            found("https://example.com/plain", 1, 0),
            found("https://example.com/deep", 3, 0.95),
            found("https://example.com/alike", 2, 0.97),
            found("https://example.com/some", 1, 0.5),
            entry("https://example.com/")));

    assertThat(claimed("a", 1)).containsExactly("/");
    assertThat(claimed("a", 10)).as("while a better band is under way").isEmpty();
    world.frontier.release(crawl, "a");
    skipAll("a", world.claim(crawl, "a", 1));
    assertThat(claimed("a", 10)).containsExactly("/alike", "/deep");
    world.frontier.release(crawl, "a");
    skipAll("a", world.claim(crawl, "a", 10));
    skipAll("a", world.claim(crawl, "a", 10));
    assertThat(claimed("a", 10)).containsExactly("/plain");
  }

  @Test
  void aBetterLinkRaisesWhatWaitsAndBringsBackWhatWasTooPoor() {
    crawl(", \"focusTerms\": [\"pump\"], \"relevanceThreshold\": 0.3");
    world.frontier.add(
        crawl,
        List.of(
            found("https://example.com/a", 1, 0.4),
            found("https://example.com/b", 1, 0.1).withSkipRule("relevance 0.10 below 0.3"),
            found("https://example.com/c", 1, 0.5)));
    assertThat(choices.focus(crawl).below()).isEqualTo(1);

    world.frontier.add(
        crawl,
        List.of(found("https://example.com/a", 2, 0.6), found("https://example.com/b", 2, 0.9)));

    CrawlCounters counters = world.frontier.counters(crawl);
    assertThat(counters.skipped()).isZero();
    assertThat(counters.pending()).isEqualTo(3);
    assertThat(claimed("a", 10)).containsExactly("/b");
    world.frontier.release(crawl, "a");
    skipAll("a", world.claim(crawl, "a", 10));
    assertThat(claimed("a", 10)).containsExactly("/a");
  }

  @Test
  void aDroppedFocusGoesOnInPlainOrder() {
    crawl(", \"focusTerms\": [\"pump\"]");
    world.frontier.add(
        crawl,
        List.of(
            found("https://example.com/deep", 2, 0.9), found("https://example.com/flat", 1, 0)));

    choices.dropFocus(crawl, "no link matches");
    choices.dropFocus(crawl, "another reason");

    assertThat(choices.focus(crawl).dropped()).isEqualTo("no link matches");
    assertThat(claimed("a", 10)).containsExactly("/flat");
    skipAll("a", world.claim(crawl, "a", 10));
    choices.begin(crawl, request());
    world.frontier.add(crawl, List.of(found("https://example.com/x", 1, 0)));
    assertThat(claimed("b", 10)).containsExactly("/x");
  }

  private CrawlRequest request() {
    return JobPayload.read(world.jobs.find(crawl).orElseThrow().payload(), CrawlRequest.class);
  }

  @Test
  void plainCrawlsKeepTheirOrder() {
    crawl("");
    world.frontier.add(
        crawl,
        List.of(
            entry("https://example.com/deep", 2, null).withPriority(900),
            entry("https://example.com/old", 1, null),
            entry("https://example.com/new", 1, null).withPriority(29_000_000),
            entry("https://example.com/seen", 1, null).withPriority(-900_000_000)));

    assertThat(claimed("a", 10)).containsExactly("/new", "/old", "/seen");
  }

  @Test
  @Timeout(60)
  void noHostGetsMoreThanItsQuotaHoweverManyWork() throws Exception {
    crawl(", \"minDelayMs\": 0, \"maxPagesPerHost\": 7");
    List<NewEntry> entries = new ArrayList<>();
    for (String host : List.of("a.example", "b.example", "c.example")) {
      int pages = host.startsWith("c") ? 4 : 40;
      IntStream.range(0, pages)
          .forEach(n -> entries.add(entry("https://" + host + "/p" + n, 1, null)));
    }
    world.frontier.add(crawl, entries);
    ExecutorService workers = Executors.newFixedThreadPool(6);
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 0; worker < 6; worker++) {
      String owner = "w" + worker;
      running.add(workers.submit(() -> work(owner)));
    }
    for (Future<?> each : running) {
      each.get();
    }
    workers.shutdown();

    Map<String, String> rules = rules();
    for (String host : List.of("a.example", "b.example")) {
      assertThat(rules.entrySet())
          .filteredOn(rule -> rule.getKey().contains(host))
          .filteredOn(rule -> rule.getValue().startsWith("fetched"))
          .hasSize(7);
      assertThat(rules.entrySet())
          .filteredOn(rule -> rule.getKey().contains(host))
          .filteredOn(rule -> rule.getValue().equals("skipped: maxPagesPerHost 7"))
          .hasSizeGreaterThanOrEqualTo(25);
    }
    CrawlCounters counters = world.frontier.counters(crawl);
    assertThat(counters.pending()).isZero();
    assertThat(counters.fetched()).isEqualTo(21);
    assertThat(counters.discovered())
        .isEqualTo(counters.fetched() + counters.skipped() + counters.failed());
    assertThat(world.frontier.state(crawl, NOW).isDone()).isTrue();
  }

  /** Every seventh page cannot be had; each page leads to one more of its host. */
  private void work(String owner) {
    while (!world.frontier.state(crawl, NOW).isDone()) {
      for (FrontierEntry entry : world.claim(crawl, owner, 3)) {
        String url = entry.url().value();
        boolean broken = url.endsWith("7");
        PageOutcome outcome =
            broken
                ? new PageOutcome.Failed(entry, new JobError("Broken", "no", "fetch"), null)
                : stored(entry, url, entry(url + "x", 1, null));
        world.commit(crawl, owner, url.endsWith("xx") ? stored(entry, url) : outcome);
      }
    }
  }

  @Test
  void whatIsFoundOfAHostThatHasItsPagesIsSkipped() {
    crawl(", \"maxPagesPerHost\": 1");
    world.frontier.add(crawl, List.of(entry("https://a.example/")));
    FrontierEntry home = world.claim(crawl, "a", 5).get(0);
    world.commit(
        crawl,
        "a",
        stored(
            home,
            "Home",
            entry("https://a.example/x", 1, null),
            entry("https://b.example/", 1, null)));
    world.frontier.add(crawl, List.of(entry("https://a.example/late", 1, null)));

    assertThat(rules())
        .containsEntry("https://a.example/x", "skipped: maxPagesPerHost 1")
        .containsEntry("https://a.example/late", "skipped: maxPagesPerHost 1")
        .containsEntry("https://b.example/", "pending: null");
    assertThat(world.frontier.counters(crawl).pending()).isEqualTo(1);
  }

  @Test
  void patternsAtTheirQuotaAreToldAndCanBeLifted() {
    crawl("");
    List<NewEntry> days =
        IntStream.range(0, 520)
            .mapToObj(
                n ->
                    entry(
                        "https://example.com/day/" + java.time.LocalDate.of(2024, 1, 1).plusDays(n),
                        1,
                        null))
            .toList();
    world.frontier.add(crawl, days.subList(0, 510));
    String pattern = "https://example.com/day/{date}";
    assertThat(choices.traps(crawl, 10)).containsExactly(new Trap(pattern, 500, 10));
    world.frontier.add(crawl, days);
    assertThat(choices.traps(crawl, 10)).containsExactly(new Trap(pattern, 500, 20));
    assertThat(world.frontier.counters(crawl).skipped()).isEqualTo(20);

    new PostgresCrawlSteering(world.database.client(), world.database.transaction())
        .change(crawl, new CrawlChange(List.of(), List.of(), null, null, List.of(pattern)), NOW);

    assertThat(choices.traps(crawl, 10)).isEmpty();
    assertThat(world.frontier.counters(crawl).skipped()).isZero();
    assertThat(world.frontier.counters(crawl).pending()).isEqualTo(520);
    assertThat(request().quotas().liftPatterns()).containsExactly(pattern);
    world.frontier.add(crawl, List.of(entry("https://example.com/day/2029-01-01", 1, null)));
    assertThat(world.frontier.counters(crawl).skipped()).isZero();
  }

  @Test
  void aRequestThatLiftsAPatternHasNoQuotaForIt() {
    String pattern = "https://example.com/day/{date}";
    crawl(", \"liftPatterns\": [\"" + pattern + "\"]");

    world.frontier.add(
        crawl,
        IntStream.range(0, 510)
            .mapToObj(
                n ->
                    entry(
                        "https://example.com/day/" + java.time.LocalDate.of(2024, 1, 1).plusDays(n),
                        1,
                        null))
            .toList());

    assertThat(world.frontier.counters(crawl).pending()).isEqualTo(510);
  }

  @Test
  void knowsWhenPagesWereVerifiedAndHowCertainTheirLanguageIs() {
    crawl("");
    world.frontier.add(crawl, List.of(entry("https://example.com/a")));
    FrontierEntry entry = world.claim(crawl, "a", 1).get(0);
    Instant fetched = NOW.plusSeconds(60);
    StoredPage page =
        new StoredPage(
            200,
            new byte[] {'x'},
            "text/html",
            null,
            null,
            "A",
            "de",
            ContentHash.of("x"),
            null,
            fetched,
            PageIdentity.NONE,
            0.97,
            false);
    world.commit(crawl, "a", new PageOutcome.Stored(entry, page, List.of()));

    assertThat(
            choices.verified(
                crawl, List.of(url("https://example.com/a"), url("https://example.com/b"))))
        .containsExactly(Map.entry(url("https://example.com/a"), fetched));
    PostgresSources sources = new PostgresSources(world.database.client());
    assertThat(
            sources
                .list(new SourceQuery(project, null, null, null, null), new PageRequest(10, null))
                .items())
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.language()).isEqualTo("de");
              assertThat(source.languageCertainty()).isEqualTo(0.97);
            });
  }
}
