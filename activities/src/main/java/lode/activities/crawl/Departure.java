package lode.activities.crawl;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lode.domain.crawl.HostSlots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to a host. What the host sees is the distance between arrivals, and between
 * the grant of a slot and the arrival lie a name to resolve, a connection to open and whatever holds
 * this process or the host up. So the gap counts from when the host has surely seen the request: its
 * answer is there, or it was written a while ago.
 */
final class Departure {

  /** A busy host may take as long to see a request; no page waits for longer than this or a gap. */
  private static final Duration LONGEST_WAY = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private final HostSlots slots;
  private final ScheduledExecutorService later;
  private final String hostKey;
  private final String permit;
  private final Duration gap;
  private final AtomicBoolean told = new AtomicBoolean();

  Departure(
      HostSlots slots,
      ScheduledExecutorService later,
      String hostKey,
      String permit,
      Duration gap) {
    this.slots = slots;
    this.later = later;
    this.hostKey = hostKey;
    this.permit = permit;
    this.gap = gap;
    // Without a gap there is nothing to tell.
    this.told.set(gap.isZero());
  }

  String hostKey() {
    return hostKey;
  }

  String permit() {
    return permit;
  }

  /** The request is being written to its connection. */
  void leaves() {
    if (!told.get() && !later.isShutdown()) {
      Duration way = gap.compareTo(LONGEST_WAY) < 0 ? gap : LONGEST_WAY;
      later.schedule(this::tellQuietly, way.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The answer is there, or there will be none. */
  void isOver() {
    if (told.compareAndSet(false, true)) {
      slots.seen(hostKey, permit, gap);
    }
  }

  private void tellQuietly() {
    try {
      isOver();
    } catch (RuntimeException away) {
      // The permit is not given back without Redis, either: both run out.
      LOG.warn("the slot of {} could not be counted: {}", hostKey, away.getMessage());
    }
  }
}
