package lode.activities.crawl;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.HostSlots.Slot;
import lode.domain.crawl.PageFetcher;

/** Fetches when the host's polite clock allows it. */
final class PoliteFetcher {

  /** Waiting longer than this is the frontier's business, not a worker thread's. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final long LONGEST_NAP_MILLIS = 500;

  /** Free again after a worker died with it; longer than any fetch may take. */
  private static final Duration HOLD = Duration.ofSeconds(90);

  private final PageFetcher fetcher;
  private final HostSlots slots;

  PoliteFetcher(PageFetcher fetcher, HostSlots slots) {
    this.fetcher = fetcher;
    this.slots = slots;
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
        try {
          return new Polite(Optional.of(fetcher.fetch(request)), Duration.ZERO);
        } finally {
          slots.giveBack(hostKey, slot.permit());
        }
      }
      if (System.nanoTime() + slot.retryIn().toNanos() > deadline) {
        return new Polite(Optional.empty(), slot.retryIn());
      }
      // In short naps, as a pause of the crawl is noticed between them.
      Thread.sleep(Math.max(1, Math.min(LONGEST_NAP_MILLIS, slot.retryIn().toMillis())));
    }
  }

  void pause(String hostKey, Duration pause) {
    slots.pause(hostKey, pause);
  }

  /** An answer, or a wait that is too long for a thread. */
  record Polite(Optional<FetchResponse> response, Duration retryIn) {}
}
