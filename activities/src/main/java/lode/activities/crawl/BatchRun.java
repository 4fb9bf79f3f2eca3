package lode.activities.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time slice of a crawl: claims continuously, fetches at once what hosts allow, commits a few
 * pages at a time; ends early when the crawl is steered. What is under way or fetched and not
 * committed is never more than {@link CrawlSettings#fetches} pages: as much is fetched again when it
 * is killed, and the next attempt takes back what this one held.
 */
final class BatchRun {

  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  private static final int MOST_PAGES = 2_000;

  /** So many URLs that wait are work for two batches at once. */
  private static final long WIDE = 2_000;

  private static final Duration SLICE = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(120);

  /** A wait up to this long is spent here; a longer one is a durable timer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** What is under way when the job is cancelled or the worker stops may still end; then it is cut. */
  private static final Duration LAST_FETCHES = Duration.ofSeconds(3);

  /** Fetched pages wait at most this long for others to be committed with. */
  private static final Duration COMMIT_PAUSE = Duration.ofMillis(200);

  /** Until the next look when others hold what this batch could fetch. */
  private static final Duration BLOCKED_PAUSE = Duration.ofMillis(250);

  private final CrawlPlan plan;
  private final CrawlSettings settings;
  private final Frontier frontier;
  private final PageVisit visit;
  private final ExecutorService pool;
  private final Clock clock;
  private final BatchOwner owner;
  private final SteeringWatch steering;
  private final Lanes lanes;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final List<PageOutcome> uncommitted = new ArrayList<>();

  /** Half of what may be open: while this many are committed, the others are fetched. */
  private final int enough;

  /**
   * How many entries are claimed before they can be fetched. With delays there is time enough, and a
   * focused crawl takes the best of all that it knows by then.
   */
  private final int ahead;

  /** Claimed, not asked for yet. */
  private final Queue<FrontierEntry> held = new ArrayDeque<>();

  /** False when the last claim found too little, and nothing was committed since. */
  private boolean mayFindMore = true;

  /** Ends the batch once what is under way is committed: it would else be fetched again. */
  private @Nullable RuntimeException failure;

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
      BatchOwner owner,
      SteeringWatch steering,
      Lanes lanes) {
    this.plan = plan;
    this.settings = settings;
    this.frontier = frontier;
    this.visit = visit;
    this.pool = pool;
    this.clock = clock;
    this.owner = owner;
    this.enough = Math.max(1, settings.fetches() / 2);
    this.ahead = paced() || !plan.request().focus().terms().isEmpty() ? 0 : enough;
    this.steering = steering;
    this.lanes = lanes;
  }

  /** Pages decided so far; read by heartbeats. */
  int decided() {
    return decided;
  }

  BatchResult run(Heartbeats heartbeats) throws InterruptedException {
    if (owner.attempt() > 1) {
      LOG.warn(
          "attempt {} of a batch of crawl {}: pages under way in the last one are fetched again",
          owner.attempt(),
          plan.id());
    }
    frontier.release(plan.id(), owner.activity());
    try {
      while (true) {
        cutWhenEnded(heartbeats);
        boolean open =
            failure == null
                && !lanes.isForOthers()
                && !isOver()
                && !heartbeats.isEnded()
                && !steering.halts();
        if (open) {
          visitNext();
        }
        if (inFlight == 0) {
          boolean committed = commit();
          if (failure != null) {
            throw failure;
          }
          if (!open) {
            giveBack();
          }
          FrontierState state = frontier.state(plan.id(), clock.instant(), lanes.claimsRendered());
          if (!open
              || state.isDone()
              || state.pending(lanes.claimsRendered()) == 0
              || state.nextDue().compareTo(LONGEST_WAIT) > 0) {
            heartbeats.checkEnded();
            return result();
          }
          if (open && committed) {
            // What was just found may be claimed at once.
            continue;
          }
        }
        take(open);
      }
    } finally {
      frontier.release(plan.id(), owner.name());
    }
  }

  /** Fills what is free from what is held, and holds more, so that no fetch waits for a claim. */
  private void visitNext() {
    submit();
    if (held.isEmpty() && (free() > 0 || mayFindMore && ahead > 0)) {
      claim();
      submit();
    }
  }

  private void submit() {
    while (free() > 0 && !held.isEmpty()) {
      FrontierEntry entry = held.remove();
      inFlight++;
      visits.add(pool.submit(() -> visit(entry)));
    }
  }

  /** What was claimed and not asked for belongs to whoever goes on. */
  private void giveBack() {
    if (!held.isEmpty()) {
      held.clear();
      frontier.release(plan.id(), owner.name());
    }
  }

  private int free() {
    return settings.fetches() - inFlight - uncommitted.size();
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
    int wanted = free() + ahead;
    List<FrontierEntry> claimed =
        frontier.claim(
            new FrontierClaim(
                plan.id(),
                owner.name(),
                wanted,
                paced() ? 1 : plan.request().maxConcurrencyPerHost(),
                plan.request().minDelay(),
                LEASE,
                clock.instant(),
                lanes.claimsRendered()));
    visits.removeIf(Future::isDone);
    held.addAll(claimed);
    mayFindMore = claimed.size() == wanted;
  }

  private boolean paced() {
    return plan.request().minDelayMs() > 0;
  }

  private void visit(FrontierEntry entry) {
    Done result = new Done(null, new IllegalStateException("a visit broke off: " + entry.url()));
    try {
      result = new Done(visit.visit(entry), null);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      result = new Done(null, new IllegalStateException("fetching was interrupted", stopped));
    } catch (RuntimeException failed) {
      result = new Done(null, failed);
    } finally {
      // Also when an Error ends the thread: the batch would wait for this visit for ever.
      done.add(result);
    }
  }

  /** Takes in what is ready, commits when there is enough or it waited long enough. */
  private void take(boolean open) throws InterruptedException {
    Done next = done.poll(pollMillis(open), TimeUnit.MILLISECONDS);
    mayFindMore |= next == null;
    while (next != null) {
      inFlight--;
      if (next.outcome != null) {
        uncommitted.add(next.outcome);
      } else {
        failure = next.failure;
      }
      next = uncommitted.size() < enough ? done.poll() : null;
    }
    boolean waited = System.nanoTime() - committedAt > COMMIT_PAUSE.toNanos();
    if (uncommitted.size() >= enough || waited) {
      commit();
    }
  }

  private long pollMillis(boolean open) {
    if (inFlight > 0) {
      return 50;
    }
    if (!open) {
      return 5;
    }
    Duration wait = frontier.state(plan.id(), clock.instant(), lanes.claimsRendered()).nextDue();
    // Nothing was to be had although it is due: another batch holds it, or the rest of the budget.
    return wait.isZero() ? BLOCKED_PAUSE.toMillis() : Math.min(wait.toMillis() + 1, 1_000);
  }

  /** Whether there was something to commit. */
  private boolean commit() {
    committedAt = System.nanoTime();
    if (uncommitted.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    frontier.commit(plan.id(), owner.name(), uncommitted, now);
    mayFindMore = true;
    decided = decided + count(uncommitted);
    uncommitted.clear();
    return true;
  }

  private static int count(List<PageOutcome> outcomes) {
    return (int)
        outcomes.stream()
            .filter(
                outcome ->
                    !(outcome instanceof PageOutcome.Deferred)
                        && !(outcome instanceof PageOutcome.NeedsBrowser))
            .count();
  }

  private BatchResult result() {
    return lanes.result(
        decided, frontier, plan.id(), clock.instant(), steering.last(), steering.deadline(), WIDE);
  }

  private record Done(@Nullable PageOutcome outcome, @Nullable RuntimeException failure) {}
}
