package lode.adapters.http;

import java.io.IOException;

/** A body went over the limit; reading stopped there. */
final class BodyTooLong extends IOException {

  private static final long serialVersionUID = 1;

  BodyTooLong(int maxBytes) {
    super("body is longer than " + maxBytes + " bytes (LODE_CRAWL_MAX_BODY_BYTES sets the limit)");
  }
}
