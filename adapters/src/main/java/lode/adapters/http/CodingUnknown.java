package lode.adapters.http;

import java.io.IOException;

/** A body in a content coding that Lode does not read. */
final class CodingUnknown extends IOException {

  private static final long serialVersionUID = 1;

  CodingUnknown(String message) {
    super(message);
  }
}
