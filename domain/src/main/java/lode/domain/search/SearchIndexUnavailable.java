package lode.domain.search;

/** The search index did not answer, or answered with a failure; worth another try. */
public class SearchIndexUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Keeps what went wrong. */
  public SearchIndexUnavailable(Throwable cause) {
    super("the search index does not answer: " + cause.getMessage(), cause);
  }
}
