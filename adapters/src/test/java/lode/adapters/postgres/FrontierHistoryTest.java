package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlChange;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.CrawlSteering.Answer;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Seed;
import lode.domain.crawl.UrlDecision;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobPayload;
import lode.domain.job.NewJob;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two owners work on a crawl while leases run out and people change it: after each step the counters
 * are the rows, the budget holds, no page is held twice, and what is kept stays kept.
 */
class FrontierHistoryTest {

  private static final int STEPS = 80;
  private static final int FIRST_BUDGET = 25;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JobError TROUBLE = new JobError("Trouble", "trouble", "fetch");
  private static final Set<String> KEPT = Set.of("fetched", "unchanged");

  private static World world;
  private static PostgresCrawlSteering steering;

  private ProjectId project;
  private JobId crawl;
  private Random random;
  private Instant now = NOW;
  private int budget = FIRST_BUDGET;
  private int patterns;

  /** What each owner holds, or believes to hold: leases run out without a word. */
  private final Map<String, List<FrontierEntry>> believed = new TreeMap<>();

  private final Map<String, Holding> held = new HashMap<>();
  private final Set<String> kept = new HashSet<>();

  private record Holding(String owner, Instant until) {}

  @BeforeAll
  static void start() {
    world = new World();
    steering = new PostgresCrawlSteering(world.database.client(), world.database.transaction());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  static IntStream seeds() {
    Long one = Long.getLong("frontier.seed");
    return one == null ? IntStream.rangeClosed(1, 12) : IntStream.of(one.intValue());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void staysInOrderWhateverHappens(int seed) {
    random = new Random(seed);
    project = world.project();
    crawl = crawl();
    world.frontier.add(crawl, links(20));
    for (int step = 0; step < STEPS; step++) {
      String did = step();
      check("seed " + seed + ", step " + step + ": " + did);
    }
    assertThat(kept).as("seed %d kept nothing", seed).isNotEmpty();
  }

  private JobId crawl() {
    String body = "{\"url\": \"http://h0.example.com/\", \"maxPages\": " + FIRST_BUDGET + "}";
    JobId id = new JobId(UUID.randomUUID());
    var request = CrawlRequestReader.read(World.JSON.readTree(body), World.json());
    world.jobs.accept(new NewJob(id, JobKind.CRAWL, project, null, JobPayload.of(request), null));
    world.frontier.open(id, FIRST_BUDGET, List.of(), NOW);
    world.jobs.begin(id, "run 1", NOW);
    return id;
  }

  private String step() {
    String owner = random.nextBoolean() ? "one" : "two";
    switch (random.nextInt(12)) {
      case 0 -> world.frontier.add(crawl, links(8));
      case 1, 2, 3 -> claim(owner);
      case 4, 5, 6, 7 -> {
        return owner + " commits " + commit(owner);
      }
      case 8 -> {
        world.frontier.release(crawl, owner);
        held.values().removeIf(holding -> holding.owner().equals(owner));
        return owner + " releases";
      }
      case 9 -> {
        now = now.plusSeconds(1 + random.nextInt(20));
        return "time passes";
      }
      case 10 -> {
        return changeBudget();
      }
      default -> {
        return changeScope();
      }
    }
    return owner + " adds or claims";
  }

  private void claim(String owner) {
    CrawlCounters before = world.frontier.counters(crawl);
    held.values().removeIf(holding -> holding.until().isBefore(now));
    int room = (int) (budget - before.fetched() - before.unchanged() - held.size());
    int limit = 1 + random.nextInt(8);
    List<FrontierEntry> claimed =
        world.frontier.claim(
            new FrontierClaim(
                crawl,
                owner,
                limit,
                1 + random.nextInt(4),
                Duration.ofMillis(random.nextInt(500)),
                LEASE,
                now));
    assertThat(claimed).hasSizeLessThanOrEqualTo(Math.max(0, Math.min(limit, room)));
    for (FrontierEntry entry : claimed) {
      String url = entry.url().value();
      assertThat(held).as("held by somebody already").doesNotContainKey(url);
      assertThat(kept).as("kept already").doesNotContain(url);
      held.put(url, new Holding(owner, now.plus(LEASE)));
    }
    believed.computeIfAbsent(owner, key -> new ArrayList<>()).addAll(claimed);
  }

  private String commit(String owner) {
    List<FrontierEntry> entries = believed.getOrDefault(owner, new ArrayList<>());
    Map<String, PageOutcome> outcomes = new TreeMap<>();
    int most = 1 + random.nextInt(5);
    while (!entries.isEmpty() && outcomes.size() < most) {
      FrontierEntry entry = entries.remove(random.nextInt(entries.size()));
      outcomes.put(entry.url().value(), outcome(entry));
    }
    world.frontier.commit(crawl, owner, List.copyOf(outcomes.values()), now);
    outcomes.keySet().forEach(url -> held.remove(url, heldBy(owner, url)));
    return outcomes.keySet().toString();
  }

  /** The holding if it is this owner's; what others hold, a late commit does not touch. */
  private Holding heldBy(String owner, String url) {
    Holding holding = held.get(url);
    return holding != null && holding.owner().equals(owner) ? holding : null;
  }

  private PageOutcome outcome(FrontierEntry entry) {
    return switch (random.nextInt(8)) {
      case 0 -> new PageOutcome.Skipped(entry, "status 404", 404, links(3));
      case 1 -> new PageOutcome.Failed(entry, TROUBLE, 500);
      case 2 ->
          new PageOutcome.Deferred(
              entry.tried(), now.plusSeconds(random.nextInt(20)), TROUBLE, random.nextBoolean());
      case 3 -> new PageOutcome.Verified(entry, now, links(3));
      case 4 -> new PageOutcome.Stored(entry, World.page("NUL \0", "bad", now), links(3));
      default ->
          new PageOutcome.Stored(entry, World.page("text " + random.nextInt(3), now), links(5));
    };
  }

  /** Also below what is kept already. */
  private String changeBudget() {
    budget = 1 + random.nextInt(2 * FIRST_BUDGET);
    assertThat(
            steering.change(
                crawl, new CrawlChange(List.of(), List.of(), budget, null, List.of()), now))
        .isEqualTo(Answer.DONE);
    return "budget " + budget;
  }

  private String changeScope() {
    if (random.nextBoolean() || patterns > 3) {
      NewEntry link = link();
      Seed seed = new Seed(link.url(), "group");
      steering.change(crawl, new CrawlChange(List.of(seed), List.of(), null, null, List.of()), now);
      return "seed " + link.url().value();
    }
    patterns++;
    String pattern = "/" + (char) ('a' + random.nextInt(26)) + "$";
    steering.change(
        crawl, new CrawlChange(List.of(), List.of(pattern), null, null, List.of()), now);
    return "excludes " + pattern;
  }

  private List<NewEntry> links(int most) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(i -> link()).toList();
  }

  private NewEntry link() {
    int depth = random.nextInt(4);
    return entry(
        "http://h" + random.nextInt(3) + ".example.com/" + (char) ('a' + random.nextInt(26)),
        depth,
        depth == 3 ? "maxDepth 2" : null);
  }

  private void check(String when) {
    assertThat(CounterRows.committed(world.database, crawl))
        .as(when)
        .isEqualTo(CounterRows.counted(world.database, crawl));
    CrawlCounters counters = world.frontier.counters(crawl);
    FrontierState state = world.frontier.state(crawl, now);
    assertThat(state.pending() + state.leased()).as(when).isEqualTo(counters.pending());
    assertThat(state.budgetReserved()).as(when).isEqualTo((int) state.leased());
    long used = counters.fetched() + counters.unchanged() + state.leased();
    assertThat((long) state.budgetLeft()).as(when).isEqualTo(Math.max(0, budget - used));
    checkKept(when, counters);
  }

  /** What is kept is never looked at again, and each kept page is one source. */
  private void checkKept(String when, CrawlCounters counters) {
    Set<String> found = new HashSet<>();
    for (UrlDecision each :
        world.frontier.decisions(crawl, null, null, new PageRequest(200, null)).items()) {
      if (KEPT.contains(each.decision())) {
        found.add(each.url());
      }
    }
    assertThat(found).as(when).containsAll(kept);
    kept.addAll(found);
    assertThat((long) found.size()).as(when).isEqualTo(counters.fetched() + counters.unchanged());
    assertThat(
            world.database.number(
                "select count(*) from sources where project_id = '" + project.value() + "'"))
        .as(when)
        .isEqualTo(counters.created());
  }
}
