package lode.domain.document;

import java.util.Arrays;
import lode.domain.document.PagePlace.SourcePlace;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The source of a page, and where in it the characters of decoded texts stand. */
final class SourceText {

  private static final int LONGEST_REFERENCE = 34;

  private final String source;
  private final int[] lines;

  SourceText(String source) {
    this.source = source;
    this.lines = lines(source);
  }

  private static int[] lines(String source) {
    int[] starts = new int[64];
    int count = 1;
    for (int i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) {
      starts = count < starts.length ? starts : Arrays.copyOf(starts, count * 2);
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  SourcePlace place(int start, int end) {
    int found = Arrays.binarySearch(lines, start);
    int line = found >= 0 ? found : -found - 2;
    return new SourcePlace(
        start, end, line + 1, start - lines[line] + 1, source.substring(start, end));
  }

  /** The position, or the one before it when it is inside of a pair. */
  int whole(int position) {
    return FoldedText.cutPoint(source, position);
  }

  int length() {
    return source.length();
  }

  /**
   * The part of the source {@code [from, to)} in which the characters {@code [start, end)} of {@code
   * decoded} stand, which is the text of that part with its references resolved.
   */
  SourcePlace within(int from, int to, String decoded, int start, int end) {
    int at = from;
    int i = 0;
    int first = -1;
    int last = -1;
    while (i < end && at < to) {
      int[] step = step(at, to, decoded, i);
      boolean holdsStart = first < 0 && i + step[1] > start;
      first = holdsStart ? at : first;
      at += step[0];
      i += step[1];
      last = at;
    }
    return first < 0 || i < end ? place(from, to) : place(first, last);
  }

  /** Characters of the source and of the decoded text that belong together. */
  private int[] step(int at, int to, String decoded, int i) {
    char c = source.charAt(at);
    if (c == '&') {
      int[] reference = reference(at, to, decoded, i);
      if (reference != null) {
        return reference;
      }
    }
    boolean isLost = c != decoded.charAt(i) && (c == '\r' || c == '\n' || c == 0);
    return new int[] {1, isLost && decoded.charAt(i) != '\uFFFD' ? 0 : 1};
  }

  private int @Nullable [] reference(int at, int to, String decoded, int i) {
    int end = at + 1;
    int limit = Math.min(to, at + LONGEST_REFERENCE);
    while (end < limit && isNamePart(source.charAt(end))) {
      end++;
    }
    int length = end < limit && source.charAt(end) == ';' ? end + 1 - at : end - at;
    for (int n = length; n > 1; n--) {
      String name = source.substring(at, at + n);
      String resolved = Parser.unescapeEntities(name, false);
      boolean fits = !resolved.equals(name) && decoded.startsWith(resolved, i);
      if (fits) {
        return new int[] {n, resolved.length()};
      }
    }
    return null;
  }

  private static boolean isNamePart(char c) {
    return c == '#' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
