package lode.domain.extraction;

/** A model's reply holds no JSON that answers the questions; another attempt may. */
public final class UnreadableReply extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean truncated;

  UnreadableReply(String message, boolean truncated) {
    super(message);
    this.truncated = truncated;
  }

  /** Whether the reply was cut before its JSON began: more room or a shorter text would help. */
  public boolean truncated() {
    return truncated;
  }
}
