package lode.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lode.standalone.bench.ChaosPlan.Disturbance;
import lode.standalone.bench.ChaosPlan.Kind;

/**
 * Crawls a site while its worker is killed and its database is cut off, and compares what is in the
 * store then with what the site has and was asked for.
 */
public final class ChaosBench {

  private static final Duration REQUESTS_COME_WITHIN = Duration.ofMinutes(2);
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final PrintStream progress;

  /** Tells its progress there. */
  public ChaosBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Whether what it needs is here: Temporal's development server. */
  public static boolean isPossible() {
    return SeparateLode.hasTemporal();
  }

  /** Twenty kills, two cuts and a stop of the database on 2,000 pages, then a kill of everything. */
  public String run(long seed) throws IOException, InterruptedException, SQLException {
    Duration pause = Duration.ofMillis(20);
    ChaosResult result = run(ChaosPlan.of(seed, 2_000, pause, 20, 2, 1));
    return result.table() + "\n" + new RestartBench(progress).run(600, pause).table();
  }

  /** Runs one crawl by a plan. */
  public ChaosResult run(ChaosPlan plan) throws IOException, InterruptedException, SQLException {
    Path home = Files.createTempDirectory("lode-chaos");
    progress.println("seed " + plan.seed() + ", files in " + home);
    try (ChaosSite site = ChaosSite.start(plan.pages(), plan.pause());
        SeparateLode lode = SeparateLode.start(home, Map.of())) {
      long began = System.nanoTime();
      UUID crawl = lode.api().crawl(site.url(), 2 * plan.pages());
      Disturbed disturbed = new Disturbed(plan, site, lode, crawl);
      disturbed.disturb();
      String status = lode.api().awaitEnd(crawl, ENDS_WITHIN).path("status").asString("");
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return disturbed.result(status, lode.ledger().faults(crawl, site.urls()), took);
    } finally {
      BenchFolder.delete(home);
    }
  }

  /** One crawl and what was seen of it. */
  private final class Disturbed {

    private final ChaosPlan plan;
    private final ChaosSite site;
    private final SeparateLode lode;
    private final UUID crawl;
    private final List<Integer> lost = new ArrayList<>();
    private final List<Duration> recoveries = new ArrayList<>();

    Disturbed(ChaosPlan plan, ChaosSite site, SeparateLode lode, UUID crawl) {
      this.plan = plan;
      this.site = site;
      this.lode = lode;
      this.crawl = crawl;
    }

    void disturb() throws IOException, InterruptedException, SQLException {
      List<Disturbance> all = plan.disturbances();
      int seen = 0;
      for (int i = 0; i < all.size(); i++) {
        // At least one request since the last one: a worker that starts is not killed again.
        int moment = Math.max(all.get(i).atRequest(), seen + 1);
        if (!site.awaitRequests(moment, REQUESTS_COME_WITHIN)) {
          throw new IOException("the crawl stands still at " + site.requests() + " requests");
        }
        boolean last = i + 1 == all.size();
        disturb(all.get(i).kind(), last ? Integer.MAX_VALUE : all.get(i + 1).atRequest());
        seen = site.requests();
      }
    }

    private void disturb(Kind kind, int next)
        throws IOException, InterruptedException, SQLException {
      long began = System.nanoTime();
      int before;
      if (kind == Kind.KILL) {
        lode.killWorker();
        before = countLost();
        lode.startWorker();
      } else if (kind == Kind.CUT) {
        lode.ledger().cut();
        before = lode.ledger().committed(crawl).size();
      } else {
        before = lode.ledger().committed(crawl).size();
        lode.restartDatabase();
      }
      awaitCommit(before, next, began);
      progress.printf("%s: %d requests, %d committed%n", kind, site.requests(), before);
    }

    /** Nothing of the worker is left: what was asked for and is not committed is asked for again. */
    private int countLost() throws SQLException {
      Set<String> committed = lode.ledger().committed(crawl);
      Set<String> asked = new HashSet<>(site.asked().keySet());
      asked.removeAll(committed);
      lost.add(asked.size());
      return committed.size();
    }

    /** Or until the next disturbance is due. */
    private void awaitCommit(int before, int next, long began)
        throws InterruptedException, SQLException {
      long deadline = System.nanoTime() + REQUESTS_COME_WITHIN.toNanos();
      while (site.requests() < next && System.nanoTime() < deadline) {
        if (lode.ledger().committed(crawl).size() > before) {
          recoveries.add(Duration.ofNanos(System.nanoTime() - began));
          return;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
    }

    ChaosResult result(String status, List<String> faults, Duration took) {
      int again = site.requests() - site.asked().size();
      return new ChaosResult(plan, status, faults, lost, again, recoveries, took);
    }
  }
}
