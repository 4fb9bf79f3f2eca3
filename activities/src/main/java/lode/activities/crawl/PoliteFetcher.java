package lode.activities.crawl;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.HostSlots.Slot;
import lode.domain.crawl.PageFetcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches when the host's polite clock allows it. */
final class PoliteFetcher implements AutoCloseable {

  /** Waiting longer than this is the frontier's business, not a worker thread's. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final long LONGEST_NAP_MILLIS = 500;

  /** A slot of a worker that died is free again after this: no crawl stands still for long. */
  private static final Duration HOLD = Duration.ofSeconds(6);

  /** Slots of requests under way are held on; two renewals may be late before one is lost. */
  private static final Duration RENEWAL = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(PoliteFetcher.class);

  private final PageFetcher fetcher;
  private final HostSlots slots;
  private final Map<String, String> hostsByPermit;
  private final ScheduledExecutorService later;

  PoliteFetcher(PageFetcher fetcher, HostSlots slots) {
    this(
        fetcher,
        slots,
        new ConcurrentHashMap<>(),
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "host-slots");
              thread.setDaemon(true);
              return thread;
            }));
    later.scheduleWithFixedDelay(
        this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private PoliteFetcher(
      PageFetcher fetcher,
      HostSlots slots,
      Map<String, String> hostsByPermit,
      ScheduledExecutorService later) {
    this.fetcher = fetcher;
    this.slots = slots;
    this.hostsByPermit = hostsByPermit;
    this.later = later;
  }

  /** The same clocks and slots, asking in another way; not to be closed by itself. */
  PoliteFetcher asking(UnaryOperator<PageFetcher> way) {
    return new PoliteFetcher(way.apply(fetcher), slots, hostsByPermit, later);
  }

  private void renew() {
    hostsByPermit.forEach(
        (permit, hostKey) -> {
          try {
            slots.renew(hostKey, permit, HOLD);
          } catch (RuntimeException away) {
            // A request under way is not broken off: the next one fails closed.
            LOG.warn("the slot of {} could not be held: {}", hostKey, away.getMessage());
          }
        });
  }

  @Override
  public void close() {
    later.shutdownNow();
  }

  /** The answer, or how long the host is not to be asked. */
  Polite fetch(String hostKey, Duration gap, int concurrency, FetchRequest request)
      throws InterruptedException {
    return fetch(hostKey, gap, concurrency, request, () -> false);
  }

  /** The same, but nothing is asked for any more once this says so. */
  Polite fetch(
      String hostKey, Duration gap, int concurrency, FetchRequest request, BooleanSupplier halted)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      if (halted.getAsBoolean()) {
        return new Polite(Optional.empty(), Duration.ZERO);
      }
      Slot slot = slots.take(hostKey, gap, concurrency, HOLD);
      if (slot.permit() != null) {
        Departure departure = new Departure(slots, later, hostKey, slot.permit(), gap);
        return new Polite(Optional.of(fetch(departure, request)), Duration.ZERO);
      }
      if (System.nanoTime() + slot.retryIn().toNanos() > deadline) {
        return new Polite(Optional.empty(), slot.retryIn());
      }
      // In short naps, as a pause of the crawl is noticed between them.
      Thread.sleep(Math.max(1, Math.min(LONGEST_NAP_MILLIS, slot.retryIn().toMillis())));
    }
  }

  private FetchResponse fetch(Departure departure, FetchRequest request) {
    hostsByPermit.put(departure.permit(), departure.hostKey());
    try {
      return fetcher.fetch(request, departure::leaves);
    } finally {
      hostsByPermit.remove(departure.permit());
      departure.isOver();
      slots.giveBack(departure.hostKey(), departure.permit());
    }
  }

  void pause(String hostKey, Duration pause) {
    slots.pause(hostKey, pause);
  }

  /** An answer, or a wait that is too long for a thread. */
  record Polite(Optional<FetchResponse> response, Duration retryIn) {}
}
