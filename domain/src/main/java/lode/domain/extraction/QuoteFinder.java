package lode.domain.extraction;

import java.util.Optional;
import lode.domain.document.CharInterval;
import org.jspecify.annotations.Nullable;

/** Finds a quote in a document: literally, else folded, else within a bounded edit distance. */
final class QuoteFinder {

  private static final int SHORTEST_FUZZY = 20;
  private static final int LONGEST_FUZZY = 600;

  /** Comparisons spent on one quote: a few tenths of a second. */
  private static final long MOST_COMPARISONS = 100_000_000;

  /** Share of a quote's characters that may differ. */
  private static final double TOLERANCE = 0.08;

  private static final double FOLDED_SCORE = 0.95;
  private static final double FUZZY_SCORE = 0.9;

  /** A place and how near the text there is to the quote. */
  record Place(Match match, CharInterval interval, double score) {}

  private final String text;
  private final @Nullable CharInterval preferred;
  private @Nullable ComparableText comparable;

  /**
   * Searches {@code text}.
   *
   * @param preferred the part that was shown to the model: an occurrence inside wins
   */
  QuoteFinder(String text, @Nullable CharInterval preferred) {
    this.text = text;
    this.preferred = preferred;
  }

  Optional<Place> find(String quote) {
    String literal = quote.strip();
    if (literal.isEmpty()) {
      return Optional.empty();
    }
    int from = preferred == null ? 0 : preferred.start();
    int to = preferred == null ? text.length() : preferred.end();
    int at = occurrence(text, literal, from, to);
    if (at >= 0) {
      CharInterval interval = new CharInterval(at, at + literal.length());
      return Optional.of(new Place(Match.EXACT, interval, 1));
    }
    ComparableText folded = comparable();
    String wanted = ComparableText.of(literal).folded().strip();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    int found =
        occurrence(folded.folded(), wanted, folded.foldedPosition(from), folded.foldedPosition(to));
    if (found >= 0) {
      CharInterval interval = folded.original(found, found + wanted.length());
      return Optional.of(new Place(Match.NORMALISED, interval, FOLDED_SCORE));
    }
    return fuzzy(folded, wanted, from, to);
  }

  private ComparableText comparable() {
    if (comparable == null) {
      comparable = ComparableText.of(text);
    }
    return comparable;
  }

  /** The first occurrence inside {@code [from, to)}, else the first one anywhere; -1 without one. */
  private static int occurrence(String text, String wanted, int from, int to) {
    int elsewhere = -1;
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      if (cutsWord(text, at) || cutsWord(text, end)) {
        continue;
      }
      if (at >= from && end <= to) {
        return at;
      }
      elsewhere = elsewhere < 0 ? at : elsewhere;
    }
    return elsewhere;
  }

  /** "12" in "120" and "art" in "part" are not the quote. */
  private static boolean cutsWord(String text, int at) {
    if (at <= 0 || at >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    boolean digits = Character.isDigit(before) && Character.isDigit(after);
    return digits || spelled(before) && spelled(after);
  }

  /** Letters of scripts that part their words by blanks. */
  private static boolean spelled(int codePoint) {
    if (!Character.isLetter(codePoint)) {
      return false;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case LATIN, GREEK, CYRILLIC, ARMENIAN, GEORGIAN -> true;
      default -> false;
    };
  }

  private Optional<Place> fuzzy(ComparableText folded, String wanted, int from, int to) {
    if (wanted.length() < SHORTEST_FUZZY || wanted.length() > LONGEST_FUZZY) {
      return Optional.empty();
    }
    int offset = folded.foldedPosition(from);
    String area = folded.folded().substring(offset, Math.max(offset, folded.foldedPosition(to)));
    if ((long) area.length() * wanted.length() > MOST_COMPARISONS) {
      return Optional.empty();
    }
    int bound = Math.max(1, (int) (wanted.length() * TOLERANCE));
    int[] best = nearest(area, wanted, bound);
    if (best == null) {
      return Optional.empty();
    }
    String near = area.substring(best[0], best[1]);
    // A changed number is another statement, not a slip of the pen.
    if (!digits(near).equals(digits(wanted))) {
      return Optional.empty();
    }
    CharInterval interval = folded.original(offset + best[0], offset + best[1]);
    double score = FUZZY_SCORE * (1 - best[2] / (double) wanted.length());
    return Optional.of(new Place(Match.FUZZY, interval, score));
  }

  private static String digits(String text) {
    return text.replaceAll("[^\\p{N}]+", " ").strip();
  }

  /** Start, end and distance of the part of {@code area} nearest to {@code wanted} (Sellers 1980). */
  private static int @Nullable [] nearest(String area, String wanted, int bound) {
    int size = wanted.length();
    int[] cost = new int[size + 1];
    int[] start = new int[size + 1];
    for (int i = 0; i <= size; i++) {
      cost[i] = i;
    }
    int[] best = null;
    for (int end = 1; end <= area.length(); end++) {
      int diagonalCost = cost[0];
      int diagonalStart = start[0];
      start[0] = end;
      for (int i = 1; i <= size; i++) {
        int replaced = diagonalCost + (wanted.charAt(i - 1) == area.charAt(end - 1) ? 0 : 1);
        int left = cost[i] + 1;
        int up = cost[i - 1] + 1;
        int from =
            replaced <= left && replaced <= up
                ? diagonalStart
                : left <= up ? start[i] : start[i - 1];
        diagonalCost = cost[i];
        diagonalStart = start[i];
        cost[i] = Math.min(replaced, Math.min(left, up));
        start[i] = from;
      }
      boolean better = best == null ? cost[size] <= bound : cost[size] < best[2];
      if (better && start[size] < end) {
        best = new int[] {start[size], end, cost[size]};
      }
    }
    return best;
  }
}
