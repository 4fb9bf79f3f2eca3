package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a worker does before its first crawl: it reads pages as a crawl does, and makes room for one. */
class RehearsalTest {

  @Test
  void readsPagesWithLinksUntilItIsNotWanted() {
    AtomicInteger left = new AtomicInteger(3);

    int found = new Rehearsal().run(() -> left.decrementAndGet() >= 0);

    assertThat(left).hasValue(-1);
    assertThat(found).isGreaterThan(3 * 60);
  }
}
