package lode.domain.extraction;

/** The store refuses a result, and would refuse it again: the data does not fit its schema. */
public class ResultRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Keeps why. */
  public ResultRefused(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
