package lode.domain.url;

/** A text is not a URL, or not one that can name a page. Carries the text and the reason. */
public final class InvalidUrl extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTED = 200;

  private final String input;
  private final String reason;

  InvalidUrl(String input, String reason) {
    super("\"" + shortened(input) + "\" is not a usable URL: " + reason);
    this.input = input;
    this.reason = reason;
  }

  /** The text that was refused, whole. */
  public String input() {
    return input;
  }

  /** Why, as the end of a sentence. */
  public String reason() {
    return reason;
  }

  /** No stack trace: a bad link is an everyday outcome of a crawl, and traces are most of its cost. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "...";
  }
}
