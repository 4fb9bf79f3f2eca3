package lode.domain.document;

/**
 * Half-open position {@code [start, end)} in a document's text, in UTF-16 code units.
 *
 * @param start first code unit, 0 or more
 * @param end one past the last code unit, at least {@code start}
 */
public record CharInterval(int start, int end) {

  public CharInterval {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not an interval: [" + start + ", " + end + ")");
    }
  }

  /** The text that stands there. */
  public String of(String text) {
    return text.substring(start, end);
  }

  /** Number of code units. */
  public int length() {
    return end - start;
  }
}
