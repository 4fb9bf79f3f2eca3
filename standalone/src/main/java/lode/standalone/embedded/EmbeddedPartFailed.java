package lode.standalone.embedded;

import org.jspecify.annotations.Nullable;

/** A server of the embedded stack could not be started; the message says what to do about it. */
public final class EmbeddedPartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;

  EmbeddedPartFailed(String part, String message, @Nullable Throwable cause) {
    super(part + ": " + message, cause);
    this.part = part;
  }

  /** Name of the part, as in {@link EmbeddedStack#parts()}. */
  public String part() {
    return part;
  }
}
