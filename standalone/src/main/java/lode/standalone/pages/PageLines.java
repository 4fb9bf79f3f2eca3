package lode.standalone.pages;

import java.nio.charset.StandardCharsets;

/**
 * What became of one page: its lines, each with a line feed at its end.
 *
 * @param text UTF-8
 */
record PageLines(byte[] text, Outcome outcome) {

  /** How a page went. */
  enum Outcome {
    DONE,
    PARTIAL,
    FAILED
  }

  static PageLines of(CharSequence lines, Outcome outcome) {
    return new PageLines(lines.toString().getBytes(StandardCharsets.UTF_8), outcome);
  }
}
