package lode.domain.crawl;

/** What a crawl does with an answer of some HTTP status. */
public enum StatusAction {
  /** Keep the page. */
  STORE("store"),
  /** Keep the page and note the status on its source. */
  STORE_WITH_WARNING("storeWithWarning"),
  /** Keep nothing; the status is the rule that decided. */
  SKIP("skip"),
  /** Ask again later; failed when that did not help. */
  RETRY("retry");

  private final String label;

  StatusAction(String label) {
    this.label = label;
  }

  /** Name on the wire. */
  public String label() {
    return label;
  }
}
