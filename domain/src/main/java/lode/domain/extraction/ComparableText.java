package lode.domain.extraction;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import lode.domain.document.CharInterval;

/**
 * A text folded for comparison, with the place in the original of each folded character: NFKC, case,
 * quotation marks, dashes and white space folded; soft hyphens, zero-width characters, markdown marks
 * and link targets left out.
 */
final class ComparableText {

  private final StringBuilder folded = new StringBuilder();
  private int[] starts = new int[64];
  private int[] ends = new int[64];

  private ComparableText() {}

  static ComparableText of(String text) {
    ComparableText comparable = new ComparableText();
    int at = 0;
    while (at < text.length()) {
      int target = linkTargetEnd(text, at);
      if (target > at) {
        at = target;
        continue;
      }
      int end = clusterEnd(text, at);
      comparable.append(text.substring(at, end), at, end);
      at = end;
    }
    return comparable;
  }

  String folded() {
    return folded.toString();
  }

  /** Where the folded characters {@code [start, end)} stand in the original. */
  CharInterval original(int start, int end) {
    return new CharInterval(starts[start], ends[end - 1]);
  }

  /** First folded position at or behind a position of the original. */
  int foldedPosition(int original) {
    int found = Arrays.binarySearch(starts, 0, folded.length(), original);
    return found >= 0 ? found : -found - 1;
  }

  /** {@code (target)} behind the {@code ]} of a markdown link. */
  private static int linkTargetEnd(String text, int at) {
    if (text.charAt(at) != '(' || at == 0 || text.charAt(at - 1) != ']') {
      return at;
    }
    int end = text.indexOf(')', at);
    int line = text.indexOf('\n', at);
    return end < 0 || line >= 0 && line < end ? at : end + 1;
  }

  /** A base character with the marks on it, so that composed and decomposed forms fold alike. */
  private static int clusterEnd(String text, int at) {
    int end = at + Character.charCount(text.codePointAt(at));
    while (end < text.length() && continues(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean continues(int codePoint) {
    int type = Character.getType(codePoint);
    boolean mark =
        type == Character.NON_SPACING_MARK
            || type == Character.COMBINING_SPACING_MARK
            || type == Character.ENCLOSING_MARK;
    boolean jamo = codePoint >= 0x1160 && codePoint <= 0x11FF;
    boolean halfwidthVoice = codePoint == 0xFF9E || codePoint == 0xFF9F;
    return mark || jamo || halfwidthVoice;
  }

  private void append(String cluster, int start, int end) {
    String normal = Normalizer.normalize(cluster, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    // Lower case may decompose ("İ"), so it is composed again.
    String composed = Normalizer.normalize(normal, Normalizer.Form.NFKC);
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      if (c == 'ß') {
        put('s', start, end);
        put('s', start, end);
      } else {
        putFolded(c, start, end);
      }
    }
  }

  private void putFolded(char c, int start, int end) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '|') {
      boolean repeated = folded.length() == 0 || folded.charAt(folded.length() - 1) == ' ';
      if (!repeated) {
        put(' ', start, end);
      }
      return;
    }
    if (!skipped(c)) {
      put(sameSign(c), start, end);
    }
  }

  private static boolean skipped(char c) {
    return Character.getType(c) == Character.FORMAT
        || c == '\ufe0e'
        || c == '\ufe0f'
        || "*_`[]#\\".indexOf(c) >= 0;
  }

  private static char sameSign(char c) {
    return switch (c) {
      case '“', '”', '„', '‟', '«', '»', '″', '‹', '›', '‘', '’', '‚', '‛', '′', '´', '"', 'ʼ' ->
          '\'';
      case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '﹘' -> '-';
      case 'ς' -> 'σ';
      default -> c;
    };
  }

  private void put(char c, int start, int end) {
    int at = folded.length();
    if (at == starts.length) {
      starts = Arrays.copyOf(starts, at * 2);
      ends = Arrays.copyOf(ends, at * 2);
    }
    starts[at] = start;
    ends[at] = end;
    folded.append(c);
  }
}
