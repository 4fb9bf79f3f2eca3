package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: the counters are what the rows say. */
class FrontierCountersTest {

  private static final int STEPS = 60;
  private static final int MAX_PAGES = 40;
  private static final JobError TROUBLE = new JobError("Trouble", "trouble", "fetch");

  private static World world;

  private JobId crawl;
  private Random random;
  private Instant now = NOW;
  private final Map<String, List<FrontierEntry>> held = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void countersAreWhatTheRowsSay(long seed) {
    random = new Random(seed);
    ProjectId project = world.project();
    crawl = world.crawl(project, MAX_PAGES);
    for (int step = 0; step < STEPS; step++) {
      step();
      check(seed, step);
    }
    CrawlCounters end = world.frontier.counters(crawl);
    assertThat(end.fetched() + end.unchanged()).isPositive().isLessThanOrEqualTo(MAX_PAGES);
  }

  private void step() {
    String owner = "owner" + random.nextInt(3);
    switch (random.nextInt(7)) {
      case 0 -> addGood();
      case 1, 2 -> claim(owner);
      case 3, 4, 5 -> commit(owner);
      default -> {
        if (random.nextInt(3) == 0) {
          world.frontier.release(crawl, owner);
        } else {
          now = now.plusSeconds(random.nextInt(40));
        }
      }
    }
  }

  private void addGood() {
    world.frontier.add(
        crawl, found().stream().filter(link -> !link.sourceGroup().contains("\0")).toList());
  }

  private void claim(String owner) {
    List<FrontierEntry> entries =
        world.frontier.claim(
            new FrontierClaim(
                crawl,
                owner,
                1 + random.nextInt(6),
                1 + random.nextInt(4),
                Duration.ofMillis(random.nextInt(800)),
                Duration.ofSeconds(30),
                now));
    held.computeIfAbsent(owner, key -> new ArrayList<>()).addAll(entries);
  }

  /** Of what the owner holds, or believes to hold. */
  private void commit(String owner) {
    List<FrontierEntry> entries = held.getOrDefault(owner, new ArrayList<>());
    List<PageOutcome> outcomes = new ArrayList<>();
    while (!entries.isEmpty() && outcomes.size() < 4) {
      FrontierEntry entry = entries.remove(random.nextInt(entries.size()));
      if (outcomes.stream().noneMatch(other -> other.entry().url().equals(entry.url()))) {
        outcomes.add(outcome(entry));
      }
    }
    world.frontier.commit(crawl, owner, outcomes, now);
  }

  private PageOutcome outcome(FrontierEntry entry) {
    return switch (random.nextInt(7)) {
      case 0 -> new PageOutcome.Skipped(entry, "status 404", 404, found());
      case 1 -> new PageOutcome.Failed(entry, TROUBLE, null);
      case 2 ->
          new PageOutcome.Deferred(entry.tried(), now.plusSeconds(random.nextInt(30)), TROUBLE);
      case 3 -> new PageOutcome.Verified(entry, now, found());
      case 4 -> new PageOutcome.Stored(entry, World.page("NUL \0", "bad", now), found());
      default ->
          new PageOutcome.Stored(entry, World.page("text " + random.nextInt(3), now), found());
    };
  }

  private List<NewEntry> found() {
    return IntStream.range(0, random.nextInt(6)).mapToObj(i -> link()).toList();
  }

  private NewEntry link() {
    String url =
        "http://h" + random.nextInt(4) + ".example.com/" + (char) ('a' + random.nextInt(26));
    int depth = random.nextInt(4);
    if (random.nextInt(40) == 0) {
      NewEntry good = entry(url);
      return new NewEntry(good.url(), "p", depth, 0, 0, "bad \0 group", null);
    }
    String rule = depth == 3 ? "maxDepth 2" : random.nextInt(9) == 0 ? "excluded" : null;
    return entry(url, depth, rule);
  }

  private void check(long seed, int step) {
    assertThat(CounterRows.committed(world.database, crawl))
        .as("seed %d, step %d", seed, step)
        .isEqualTo(CounterRows.counted(world.database, crawl));
    CrawlCounters counters = world.frontier.counters(crawl);
    FrontierState state = world.frontier.state(crawl, now);
    assertThat(state.pending() + state.leased()).isEqualTo(counters.pending());
    assertThat(counters.created() + counters.updated()).isEqualTo(counters.fetched());
    assertThat(
            state.budgetLeft() + state.budgetReserved() + counters.fetched() + counters.unchanged())
        .isEqualTo(MAX_PAGES);
  }
}
