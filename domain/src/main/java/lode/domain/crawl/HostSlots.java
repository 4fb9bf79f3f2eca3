package lode.domain.crawl;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The polite clock of each host and port, shared by all jobs and workers. */
public interface HostSlots {

  /**
   * Takes the host's next slot if it is due and fewer than {@code concurrency} requests are under way.
   *
   * @param hostKey {@code scheme://host:port}
   * @param gap shortest time between the starts of two requests; none when zero
   * @param hold after which a slot that nobody gave back is free again
   */
  Slot take(String hostKey, Duration gap, int concurrency, Duration hold);

  /**
   * Notes that the host has seen the request of a slot: the gap to the next one counts from now. With
   * a gap nobody else gets a slot before this, or before the slot is given back.
   */
  void seen(String hostKey, String permit, Duration gap);

  /** Holds a slot for longer while its request is under way; does nothing when it is free again. */
  void renew(String hostKey, String permit, Duration hold);

  /** Gives a slot back after the request. */
  void giveBack(String hostKey, String permit);

  /** Keeps everybody from the host for a time: it answered 429 or 503. */
  void pause(String hostKey, Duration pause);

  /**
   * A slot, or how long to wait for one.
   *
   * @param permit to give back; null when there is no slot yet
   * @param retryIn until the next try is worth it; zero with a permit
   */
  record Slot(@Nullable String permit, Duration retryIn) {}
}
