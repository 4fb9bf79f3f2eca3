package lode.activities.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lode.activities.Heartbeats;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.PageOutcome;
import lode.workflows.crawl.CrawlActivities.BatchResult;
import org.jspecify.annotations.Nullable;

/**
 * A time slice of a crawl: claims continuously, fetches at once what hosts allow, commits up to 16
 * pages at a time. Killed at any point it loses at most what was fetched and not committed, and the
 * next attempt takes back what this one held.
 */
final class BatchRun {

  private static final int COMMIT = 16;
  private static final int MOST_PAGES = 500;
  private static final Duration SLICE = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(120);

  /** A wait up to this long is spent here; a longer one is a durable timer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** What is under way when the job is cancelled or the worker stops may still end; then it is cut. */
  private static final Duration LAST_FETCHES = Duration.ofSeconds(3);

  /** Fetched pages wait at most this long for others to be committed with. */
  private static final Duration COMMIT_PAUSE = Duration.ofMillis(200);

  private final CrawlPlan plan;
  private final CrawlSettings settings;
  private final Frontier frontier;
  private final PageVisit visit;
  private final ExecutorService pool;
  private final Clock clock;
  private final String owner;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final List<PageOutcome> uncommitted = new ArrayList<>();
  private final List<Future<?>> visits = new ArrayList<>();
  private final long began = System.nanoTime();
  private long endedAt;
  private long committedAt = System.nanoTime();
  private int inFlight;
  private volatile int decided;

  BatchRun(
      CrawlPlan plan,
      CrawlSettings settings,
      Frontier frontier,
      PageVisit visit,
      ExecutorService pool,
      Clock clock,
      String owner) {
    this.plan = plan;
    this.settings = settings;
    this.frontier = frontier;
    this.visit = visit;
    this.pool = pool;
    this.clock = clock;
    this.owner = owner;
  }

  /** Pages decided so far; read by heartbeats. */
  int decided() {
    return decided;
  }

  BatchResult run(Heartbeats heartbeats) throws InterruptedException {
    frontier.release(plan.id(), owner);
    try {
      while (true) {
        cutWhenEnded(heartbeats);
        boolean open = !isOver() && !heartbeats.isEnded();
        if (open && inFlight < settings.fetches()) {
          claim();
        }
        if (inFlight == 0) {
          commit();
          FrontierState state = frontier.state(plan.id(), clock.instant());
          if (!open || state.isDone() || state.nextDue().compareTo(LONGEST_WAIT) > 0) {
            heartbeats.checkEnded();
            return result(state);
          }
        }
        take(open);
      }
    } finally {
      frontier.release(plan.id(), owner);
    }
  }

  /** A site that hangs must not keep a cancelled job from its end. */
  private void cutWhenEnded(Heartbeats heartbeats) {
    if (!heartbeats.isEnded()) {
      return;
    }
    if (endedAt == 0) {
      endedAt = System.nanoTime();
    }
    if (System.nanoTime() - endedAt > LAST_FETCHES.toNanos()) {
      commit();
      visits.forEach(visit -> visit.cancel(true));
      heartbeats.checkEnded();
    }
  }

  private boolean isOver() {
    return decided + uncommitted.size() >= MOST_PAGES
        || System.nanoTime() - began > SLICE.toNanos();
  }

  private void claim() {
    boolean paced = plan.request().minDelayMs() > 0;
    List<FrontierEntry> claimed =
        frontier.claim(
            new FrontierClaim(
                plan.id(),
                owner,
                settings.fetches() - inFlight,
                paced ? 1 : plan.request().maxConcurrencyPerHost(),
                plan.request().minDelay(),
                LEASE,
                clock.instant()));
    visits.removeIf(Future::isDone);
    for (FrontierEntry entry : claimed) {
      inFlight++;
      visits.add(pool.submit(() -> visit(entry)));
    }
  }

  private void visit(FrontierEntry entry) {
    try {
      done.add(new Done(visit.visit(entry), null));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      done.add(new Done(null, new IllegalStateException("fetching was interrupted", stopped)));
    } catch (RuntimeException failed) {
      done.add(new Done(null, failed));
    }
  }

  /** Takes in what is ready, commits when there is enough or it waited long enough. */
  private void take(boolean open) throws InterruptedException {
    Done next = done.poll(pollMillis(open), TimeUnit.MILLISECONDS);
    while (next != null) {
      inFlight--;
      if (next.failure != null) {
        throw next.failure;
      }
      uncommitted.add(next.outcome);
      next = uncommitted.size() < COMMIT ? done.poll() : null;
    }
    boolean waited = System.nanoTime() - committedAt > COMMIT_PAUSE.toNanos();
    if (uncommitted.size() >= COMMIT || waited) {
      commit();
    }
  }

  private long pollMillis(boolean open) {
    if (inFlight > 0) {
      return 50;
    }
    // Nothing could be claimed though something waits: another batch holds the level or the host.
    Duration wait = frontier.state(plan.id(), clock.instant()).nextDue();
    return open ? Math.max(50, Math.min(wait.toMillis(), 1_000)) : 5;
  }

  private void commit() {
    committedAt = System.nanoTime();
    if (uncommitted.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    frontier.commit(plan.id(), owner, uncommitted, now);
    decided = decided + count(uncommitted);
    uncommitted.clear();
  }

  private static int count(List<PageOutcome> outcomes) {
    return (int)
        outcomes.stream().filter(outcome -> !(outcome instanceof PageOutcome.Deferred)).count();
  }

  private BatchResult result(FrontierState state) {
    long wait = state.nextDue().toMillis();
    boolean saturated = wait == 0 && state.pending() > 4L * MOST_PAGES;
    return new BatchResult(
        decided, state.pending(), state.isDone(), state.isDone() ? 0 : wait, saturated ? 2 : 1);
  }

  private record Done(@Nullable PageOutcome outcome, @Nullable RuntimeException failure) {}
}
