package lode.activities.crawl;

import java.time.Duration;

/** The next slot of a host is later than a thread waits; nothing was asked for. */
final class HostBusy extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryIn;

  HostBusy(Duration retryIn) {
    super("the host's next slot is in " + retryIn);
    this.retryIn = retryIn;
  }

  Duration retryIn() {
    return retryIn;
  }
}
