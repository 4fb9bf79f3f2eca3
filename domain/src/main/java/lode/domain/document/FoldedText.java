package lode.domain.document;

/**
 * Text as a reader sees it: every run of white space is one space, nothing at the ends, and no
 * characters that are invisible or that a UTF-8 column cannot hold.
 */
final class FoldedText {

  private static final char REPLACEMENT = '\uFFFD';

  private FoldedText() {}

  static String of(String raw) {
    // Arrays are read and written several times as fast as strings.
    char[] from = raw.toCharArray();
    char[] folded = new char[from.length];
    int length = 0;
    boolean space = false;
    for (int i = 0; i < from.length; i++) {
      char c = from[i];
      if (c <= ' ' || c >= '\u007F') {
        c = visible(raw, i);
      }
      if (isSpace(c)) {
        space = true;
      } else if (c != 0) {
        if (space && length > 0) {
          folded[length++] = ' ';
        }
        space = false;
        folded[length++] = c;
      }
    }
    return new String(folded, 0, length);
  }

  /** Folded and cut to {@code limit} code units, never inside a surrogate pair. */
  static String of(String raw, int limit) {
    return cut(of(raw), limit);
  }

  /** The first {@code limit} code units without white space at the end, never half a pair. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, cutPoint(text, limit)).stripTrailing();
  }

  /** The last position at or before {@code limit} that is not inside a surrogate pair. */
  static int cutPoint(CharSequence text, int limit) {
    boolean splitsPair =
        limit > 0 && limit < text.length() && Character.isHighSurrogate(text.charAt(limit - 1));
    return splitsPair ? limit - 1 : limit;
  }

  /** White space of HTML and Unicode, the no-break kinds too: quotes are typed with plain spaces. */
  static boolean isSpace(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == '\u0085'
        || c == '\u00A0'
        || c == '\u1680'
        || (c >= '\u2000' && c <= '\u200A')
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u202F'
        || c == '\u205F'
        || c == '\u3000';
  }

  /** The character at {@code i}; 0 when it is invisible, U+FFFD when it is half a pair. */
  static char visible(String raw, int i) {
    char c = raw.charAt(i);
    if (c < ' ') {
      return isSpace(c) ? c : 0;
    }
    if (c < '\u007F') {
      return c;
    }
    if (c == '\u007F' || c == '\u00AD' || c == '\u200B' || c == '\u2060' || c == '\uFEFF') {
      return 0;
    }
    return isLoneSurrogate(raw, i, c) ? REPLACEMENT : c;
  }

  private static boolean isLoneSurrogate(String raw, int i, char c) {
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= raw.length() || !Character.isLowSurrogate(raw.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(raw.charAt(i - 1)));
  }
}
