package lode.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import lode.domain.crawl.NewEntry;
import lode.domain.job.JobId;
import org.junit.jupiter.api.Test;

/** A crawl does not wait for autovacuum to tell the planner how large its tables are. */
class TableStatisticsTest {

  private static List<NewEntry> entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> World.entry("https://example.com/pages/number-" + i))
        .toList();
  }

  private static float rows(World world) {
    return world
        .database
        .client()
        .sql("select reltuples from pg_class where relname = 'frontier'")
        .query(Float.class)
        .single();
  }

  @Test
  void tellThePlannerOfTablesThatGrew() {
    try (World world = new World()) {
      JobId crawl = world.crawl(world.project(), 1_000_000);
      assertThat(rows(world)).isLessThanOrEqualTo(0);

      for (int write = 0; write < 8; write++) {
        world.frontier.add(crawl, entries(write * 100, write * 100 + 100));
      }
      assertThat(rows(world)).isEqualTo(800);

      for (int write = 8; write < 16; write++) {
        world.frontier.add(crawl, entries(write * 100, write * 100 + 100));
      }
      assertThat(rows(world)).isEqualTo(1_600);
    }
  }
}
