package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lode.domain.crawl.HostSlots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DepartureTest {

  private static final String HOST = "http://h:80";

  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Site site = new Site();

  @AfterEach
  void end() {
    later.shutdownNow();
  }

  private Departure departure(HostSlots slots, Duration gap) {
    return new Departure(slots, later, HOST, "permit", gap);
  }

  @Test
  void theAnswerSaysThatTheRequestWasSeen() {
    Departure departure = departure(site, Duration.ofHours(1));
    departure.leaves();
    departure.isOver();
    departure.isOver();

    assertThat(site.seen).containsExactly(HOST + " PT1H");
  }

  @Test
  void aRequestThatLeftSomeTimeAgoCountsAsSeen() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Site slots =
        new Site() {
          @Override
          public void seen(String hostKey, String permit, Duration gap) {
            super.seen(hostKey, permit, gap);
            told.countDown();
          }
        };
    Departure departure = departure(slots, Duration.ofMillis(20));
    departure.leaves();

    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    departure.isOver();
    assertThat(slots.seen).containsExactly(HOST + " PT0.02S");
  }

  @Test
  void withoutAGapThereIsNothingToTell() {
    Departure departure = departure(site, Duration.ZERO);
    departure.leaves();
    departure.isOver();

    assertThat(site.seen).isEmpty();
  }
}
