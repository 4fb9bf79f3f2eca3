package lode.domain.document;

/**
 * Tells which characters of a page's text CommonMark would take for the start of a block, a tag, an
 * entity or a link target. Pairs of stars and the like stay as they are: a page that writes "10*20*30"
 * means it, and so does who quotes it.
 */
final class MarkdownEscapes {

  private static final int LOOK_AHEAD = 200;

  private MarkdownEscapes() {}

  /** Only what would turn the whole line into something else. */
  static boolean beginsBlock(String raw, int i) {
    return switch (raw.charAt(i)) {
      case '>', '|' -> true;
      case '#' -> endsWord(raw, i + 1) || raw.startsWith("##", i);
      case '-', '*', '+' ->
          endsWord(raw, i + 1) || raw.startsWith("---", i) || raw.startsWith("***", i);
      case '_' -> raw.startsWith("___", i);
      case '`', '~' -> raw.startsWith("```", i) || raw.startsWith("~~~", i);
      case '=' -> raw.startsWith("==", i) || endsWord(raw, i + 1);
      case '[' -> within(raw, i, "]:");
      default -> false;
    };
  }

  /** True at the end and before white space. */
  static boolean endsWord(String raw, int i) {
    return i >= raw.length() || FoldedText.isSpace(raw.charAt(i));
  }

  /** True when nothing but signs of headings follows. */
  static boolean closesHeading(String raw, int i) {
    int end = i;
    while (end < raw.length() && raw.charAt(end) == '#') {
      end++;
    }
    while (end < raw.length() && FoldedText.isSpace(raw.charAt(end))) {
      end++;
    }
    return end == raw.length();
  }

  /** What follows a {@code <} that begins a tag, a comment or a link in angle brackets. */
  static boolean beginsTag(String raw, int i) {
    if (i + 1 >= raw.length()) {
      return true;
    }
    char next = raw.charAt(i + 1);
    return next == '/' || next == '!' || next == '?' || isAsciiLetter(next);
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** A reference such as {@code &amp;} or {@code &#38;} that a page shows as it stands. */
  static boolean beginsEntity(String raw, int i) {
    int at = i + 1;
    if (at < raw.length() && raw.charAt(at) == '#') {
      at++;
    }
    int start = at;
    while (at < raw.length() && at - start < 32 && isWordCharacter(raw.charAt(at))) {
      at++;
    }
    return at > start && at < raw.length() && raw.charAt(at) == ';';
  }

  private static boolean isWordCharacter(char c) {
    return isAsciiLetter(c) || (c >= '0' && c <= '9');
  }

  /** True for a bracket in a link's text that is not closed soon. */
  static boolean staysOpen(String raw, int i) {
    return !within(raw, i, "]");
  }

  private static boolean within(String raw, int from, String wanted) {
    int end = Math.min(raw.length(), from + LOOK_AHEAD);
    for (int i = from + 1; i + wanted.length() <= end; i++) {
      if (raw.startsWith(wanted, i)) {
        return true;
      }
    }
    return false;
  }
}
