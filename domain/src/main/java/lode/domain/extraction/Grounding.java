package lode.domain.extraction;

import lode.domain.document.CharInterval;
import org.jspecify.annotations.Nullable;

/**
 * The link of a value to a document's text, or why there is none.
 *
 * @param match how the quote was found; {@link Match#NONE} where it was not or none is needed
 * @param interval where the quote stands; null without a match
 * @param quote the document's own text at {@code interval}; empty without a match
 * @param quoteScore 0 to 1: how near the given quote is to the document's text
 * @param valueScore 0 to 1: how much of the value the quote states
 * @param confidence 0 to 1, from both scores; 0 when rejected
 * @param rejection why the value must not be kept; null when it may
 */
public record Grounding(
    Match match,
    @Nullable CharInterval interval,
    String quote,
    double quoteScore,
    double valueScore,
    double confidence,
    @Nullable String rejection) {

  /** Whether the value may be kept. */
  public boolean accepted() {
    return rejection == null;
  }

  static Grounding rejected(String reason) {
    return new Grounding(Match.NONE, null, "", 0, 0, 0, reason);
  }

  /** A value that needs no quote and has none. */
  static Grounding unquoted(double confidence) {
    return new Grounding(Match.NONE, null, "", 0, 1, confidence, null);
  }
}
