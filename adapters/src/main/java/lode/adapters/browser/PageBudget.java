package lode.adapters.browser;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the scripts of one page may still ask for; for several threads. */
final class PageBudget {

  private final AtomicInteger requests;
  private final AtomicLong bytes;

  PageBudget(int requests, long bytes) {
    this.requests = new AtomicInteger(requests);
    this.bytes = new AtomicLong(bytes);
  }

  /** Whether one more request is granted. */
  boolean takeRequest() {
    return requests.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /** Whether so many more bytes are granted. */
  boolean takeBytes(int count) {
    return bytes.addAndGet(-count) >= 0;
  }

  boolean isSpent() {
    return bytes.get() < 0;
  }
}
