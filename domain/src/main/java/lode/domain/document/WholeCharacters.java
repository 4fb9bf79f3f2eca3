package lode.domain.document;

/** Positions in a text that are not inside of what a reader sees as one character. */
final class WholeCharacters {

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** A longer pile of marks is cut all the same. */
  private static final int MOST = 32;

  private WholeCharacters() {}

  /** True between two characters: of a base and its marks, a joined emoji or a pair, only at the ends. */
  static boolean isBoundary(CharSequence text, int position) {
    if (position <= 0 || position >= text.length()) {
      return true;
    }
    int after = Character.codePointAt(text, position);
    int before = Character.codePointBefore(text, position);
    boolean splitsPair =
        Character.isLowSurrogate(text.charAt(position))
            && Character.isHighSurrogate(text.charAt(position - 1));
    boolean joins = before == ZERO_WIDTH_JOINER || after == ZERO_WIDTH_JOINER;
    return !splitsPair && !joins && !isMark(after);
  }

  /** Combining marks, selectors of a variation, tones of skin, and the vowel am of Thai and Lao. */
  private static boolean isMark(int codePoint) {
    if (codePoint < 0x300) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || codePoint == 0x0E33
        || codePoint == 0x0EB3
        || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF);
  }

  /** The last boundary at or before {@code limit} and behind {@code start}, if there is one near. */
  static int cutPoint(CharSequence text, int start, int limit) {
    int at = limit;
    while (at > start && limit - at < MOST && !isBoundary(text, at)) {
      at--;
    }
    return at > start && isBoundary(text, at) ? at : FoldedText.cutPoint(text, limit);
  }
}
