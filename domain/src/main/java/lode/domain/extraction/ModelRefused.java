package lode.domain.extraction;

/** The model's server rejects the request (HTTP 4xx): the same request fails again. */
public final class ModelRefused extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean promptTooLong;

  /**
   * @param status HTTP status
   * @param serverMessage the server's words, bounded and without secrets
   * @param promptTooLong whether the server says that the prompt exceeds the model's window
   */
  public ModelRefused(int status, String serverMessage, boolean promptTooLong) {
    super("the model's server refused the request (" + status + "): " + serverMessage);
    this.status = status;
    this.promptTooLong = promptTooLong;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Whether a shorter prompt would help. */
  public boolean promptTooLong() {
    return promptTooLong;
  }

  @Override
  public boolean retriable() {
    return false;
  }
}
