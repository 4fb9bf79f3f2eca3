package lode.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a host sees of many jobs in two workers: every request counts, by the host's own clock. */
class PolitenessTest {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);
  private static final String NO_RULES = "User-agent: *\nAllow: /\n";

  @TempDir static Path home;
  private static SeparateLode lode;

  @BeforeAll
  static void start() throws Exception {
    lode = SeparateLode.start(home, Map.of("LODE_TEMPORAL_IN_MEMORY", "true"));
    lode.startWorker();
  }

  @AfterAll
  static void end() {
    lode.close();
  }

  @Test
  void noHostSeesTwoRequestsInLessThanTheDelayOfTwentyJobs() throws Exception {
    try (TimedSite a = TimedSite.start(NO_RULES, 0);
        TimedSite b = TimedSite.start(NO_RULES, 20);
        TimedSite c = TimedSite.start(NO_RULES, 100)) {
      List<TimedSite> sites = List.of(a, b, c);
      List<UUID> jobs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        List<String> seeds = List.of(sites.get(i % 3).url(), sites.get((i + 1) % 3).url());
        jobs.add(lode.api().crawl(ApiCalls.request(8, seeds).put("minDelayMs", 200)));
      }
      assertAllEnd(jobs);
      for (TimedSite site : sites) {
        say(site);
        assertThat(paths(site)).contains("/robots.txt", "/moved", "/moved-here", "/flaky");
        assertThat(site.seen()).hasSizeGreaterThan(30);
        assertThat(site.smallestGap()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(site.overlaps()).isZero();
      }
    }
  }

  @Test
  void theHostsOwnCrawlDelayHoldsFromItsRobotsTxtOn() throws Exception {
    try (TimedSite site = TimedSite.start("User-agent: *\nCrawl-delay: 1\n", 0)) {
      List<UUID> jobs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ObjectNode body = ApiCalls.request(2, List.of(site.url()));
        jobs.add(lode.api().crawl(body.put("minDelayMs", 50)));
      }
      assertAllEnd(jobs);
      say(site);
      assertThat(paths(site).stream().filter("/robots.txt"::equals)).hasSize(1);
      assertThat(site.smallestGap()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  void oneRequestAtATimeMeansThatOfAllJobsAndRobotsToo() throws Exception {
    try (TimedSite site = TimedSite.start(NO_RULES, 30)) {
      List<UUID> jobs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ObjectNode body = ApiCalls.request(10, List.of(site.url()));
        jobs.add(lode.api().crawl(body.put("minDelayMs", 0).put("maxConcurrencyPerHost", 1)));
      }
      assertAllEnd(jobs);
      say(site);
      assertThat(site.seen()).hasSizeGreaterThan(20);
      assertThat(site.overlaps()).isZero();
    }
  }

  private static void assertAllEnd(List<UUID> jobs) throws InterruptedException {
    for (UUID job : jobs) {
      assertThat(lode.api().awaitEnd(job, ENDS_WITHIN).path("status").asString())
          .isEqualTo("completed");
    }
  }

  private static List<String> paths(TimedSite site) {
    return site.seen().stream().map(TimedSite.Seen::path).toList();
  }

  private static void say(TimedSite site) {
    System.out.printf(
        "PolitenessTest: %d requests, %d of robots.txt, closest: %s, %d overlaps%n",
        site.seen().size(),
        paths(site).stream().filter("/robots.txt"::equals).count(),
        site.closest(),
        site.overlaps());
  }
}
