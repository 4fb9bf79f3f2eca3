package lode.domain.crawl;

import org.jspecify.annotations.Nullable;

/**
 * What the scores of a focused crawl say so far.
 *
 * @param pages pages kept
 * @param scored URLs that were scored; seeds are not
 * @param below URLs that the threshold kept out
 * @param lowest lowest priority of the scored
 * @param highest highest priority of the scored
 * @param dropped why the crawl goes on in plain order; null while it is focused
 */
public record FocusProgress(
    long pages, long scored, long below, int lowest, int highest, @Nullable String dropped) {

  /** Pages after which scores must have told URLs apart. */
  private static final int ENOUGH_PAGES = 20;

  /** Scores closer than this, in thousandths, are the same. */
  private static final int SAME = 20;

  /** Whether the scores tell one URL from another. */
  public boolean tells() {
    return highest - lowest > SAME;
  }

  /** Whether enough was seen to give the focus up. */
  public boolean isUseless() {
    return dropped == null && pages >= ENOUGH_PAGES && scored > 0 && !tells();
  }

  /** Why the focus is of no use, in words. */
  public String reason() {
    return highest < SAME
        ? "no link matches the focus terms after " + pages + " pages"
        : "all links match the focus terms alike after " + pages + " pages";
  }
}
