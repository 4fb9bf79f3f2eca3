package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.job.JobId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims read an index, however much waits; their time is printed, not judged. */
class FrontierSpeedTest {

  private static World world;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"10000, 20", "100000, 1", "100000, 200"})
  void claimsByIndex(int entries, int hosts) {
    JobId crawl = world.crawl(world.project(), 1_000_000);
    fill(crawl, entries, hosts);
    List<Long> claims = new ArrayList<>();
    List<Long> states = new ArrayList<>();
    for (int round = 0; round < 30; round++) {
      long began = System.nanoTime();
      List<FrontierEntry> batch = world.frontier.claim(claim(crawl));
      claims.add(System.nanoTime() - began);
      assertThat(batch).isNotEmpty();
      world.frontier.commit(
          crawl,
          "a",
          batch.stream()
              .<PageOutcome>map(e -> new PageOutcome.Skipped(e, "status 404", 404, List.of()))
              .toList(),
          NOW);
      long asked = System.nanoTime();
      world.frontier.state(crawl, NOW);
      states.add(System.nanoTime() - asked);
    }
    System.out.printf(
        Locale.ROOT,
        "frontier of %d entries on %d hosts: claim of 16 %s; state %s%n",
        entries,
        hosts,
        figures(claims),
        figures(states));
    assertThat(plan(crawl))
        .contains("frontier_pending", "frontier_deferred")
        .doesNotContain("Seq Scan on frontier");
  }

  private static FrontierClaim claim(JobId crawl) {
    return new FrontierClaim(crawl, "a", 16, 4, Duration.ZERO, Duration.ofMinutes(1), NOW);
  }

  private static void fill(JobId crawl, int entries, int hosts) {
    world
        .database
        .client()
        .sql(
            """
            with filled as (
              insert into frontier (crawl_id, url_hash, url, host_key, pattern, depth, source_group)
              select :crawl, sha256(('h' || i)::bytea), 'http://h' || i % :hosts || '.com/' || i,
                     'http://h' || i % :hosts || '.com:80', 'p', i % 5, 'g'
                from generate_series(1, :n) i returning host_key),
            counted as (update crawls set discovered = :n where job_id = :crawl)
            insert into crawl_hosts (crawl_id, host_key) select :crawl, host_key from filled group by host_key
            """)
        .param("crawl", crawl.value())
        .param("hosts", hosts)
        .param("n", entries)
        .update();
  }

  private static String plan(JobId crawl) {
    return String.join(
        "\n",
        world
            .database
            .client()
            .sql("explain " + FrontierClaims.CLAIM)
            .param("crawl", crawl.value())
            .param("owner", "a")
            .param("now", Rows.time(NOW))
            .param("until", Rows.time(NOW))
            .param("gap", 1.0)
            .param("perHost", 4)
            .param("n", 16)
            .query(String.class)
            .list());
  }

  private static String figures(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "median %.1f ms, worst %.1f ms",
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() - 1) / 1e6);
  }
}
