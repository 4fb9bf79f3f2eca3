package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.job.JobId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrontierConcurrencyTest {

  private static World world;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @Test
  void claimsOfManyThreadsNeverExceedTheBudgetNorShareAnEntry() throws Exception {
    JobId crawl = world.crawl(world.project(), 50);
    world.frontier.add(
        crawl,
        IntStream.range(0, 300).mapToObj(i -> entry("http://h" + i % 7 + ".com/" + i)).toList());
    Queue<String> claimed = new ConcurrentLinkedQueue<>();

    Threads.run(
        8,
        number -> {
          for (int round = 0; round < 10; round++) {
            world.frontier.claim(claim(crawl, "owner" + number, 3)).stream()
                .map(entry -> entry.url().value())
                .forEach(claimed::add);
          }
        });

    assertThat(claimed).hasSize(50).doesNotHaveDuplicates();
    assertThat(world.frontier.state(crawl, NOW).budgetLeft()).isZero();
    assertThat(CounterRows.committed(world.database, crawl))
        .isEqualTo(CounterRows.counted(world.database, crawl));
  }

  private static FrontierClaim claim(JobId crawl, String owner, int limit) {
    return new FrontierClaim(crawl, owner, limit, limit, Duration.ZERO, Duration.ofMinutes(5), NOW);
  }

  @Test
  void pagesThatLinkToEachOtherAreCommittedWithoutDeadlockOrLostCount() throws Exception {
    int pages = 240;
    JobId crawl = world.crawl(world.project(), 10_000);
    world.frontier.add(crawl, List.of(entry("http://h0.com/0")));
    world.frontier.add(crawl, links(new Random(1), pages, 40));

    Threads.run(
        4,
        number -> {
          Random random = new Random(number);
          List<FrontierEntry> batch = claimSome(crawl, number);
          for (int idle = 0; idle < 20; idle = batch.isEmpty() ? idle + 1 : 0) {
            world.frontier.commit(crawl, "owner" + number, outcomes(batch, random, pages), NOW);
            batch = claimSome(crawl, number);
          }
        });

    CrawlCounters counters = world.frontier.counters(crawl);
    assertThat(counters.pending()).isZero();
    assertThat(counters.fetched()).isEqualTo(counters.discovered() - counters.skipped());
    assertThat(CounterRows.committed(world.database, crawl))
        .isEqualTo(CounterRows.counted(world.database, crawl));
  }

  private static List<FrontierEntry> claimSome(JobId crawl, int number) {
    return world.frontier.claim(claim(crawl, "owner" + number, 8));
  }

  /** As on a site whose menu is on each page. */
  private static List<PageOutcome> outcomes(List<FrontierEntry> batch, Random random, int pages) {
    List<PageOutcome> outcomes = new ArrayList<>();
    for (FrontierEntry entry : batch) {
      outcomes.add(
          new PageOutcome.Stored(entry, World.page("text", NOW), links(random, pages, 60)));
    }
    return outcomes;
  }

  private static List<NewEntry> links(Random random, int pages, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int page = random.nextInt(pages);
              int depth = random.nextInt(5);
              String rule = depth == 4 ? "maxDepth 3" : null;
              return entry("http://h" + page % 5 + ".com/2024-01-01/" + page, depth, rule);
            })
        .toList();
  }

  @Test
  void twoCrawlsOfAProjectThatMeetOnAPageKeepOneSource() throws Exception {
    var project = world.project();
    List<JobId> crawls = List.of(world.crawl(project, 100), world.crawl(project, 100));
    crawls.forEach(
        crawl ->
            world.frontier.add(
                crawl, IntStream.range(0, 40).mapToObj(i -> entry("http://a.com/" + i)).toList()));
    CyclicBarrier together = new CyclicBarrier(2);

    Threads.run(
        2,
        number -> {
          JobId crawl = crawls.get(number);
          for (int round = 0; round < 5; round++) {
            List<FrontierEntry> batch = claimSome(crawl, number);
            together.await();
            world.frontier.commit(crawl, "owner" + number, outcomes(batch, new Random(3), 1), NOW);
          }
        });

    CrawlCounters first = world.frontier.counters(crawls.get(0));
    CrawlCounters second = world.frontier.counters(crawls.get(1));
    assertThat(first.created() + second.created()).isEqualTo(40);
    assertThat(first.updated() + second.updated()).as("no page changed").isZero();
    assertThat(
            world.database.number(
                "select count(*) from sources where project_id = '" + project + "'"))
        .isEqualTo(40);
    assertThat(
            world.database.number(
                "select max(version) from sources where project_id = '" + project + "'"))
        .isEqualTo(1);
  }
}
