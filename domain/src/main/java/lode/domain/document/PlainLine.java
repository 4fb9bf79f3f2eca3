package lode.domain.document;

import java.util.ArrayDeque;
import java.util.Deque;

/** Takes the notation out of running text: links, pictures, emphasis, code. */
final class PlainLine {

  /** An opened marker further back than this is no marker. */
  private static final int REACH = 20_000;

  /** Characters that the notation escapes where they are the page's own. */
  private static final String ESCAPED = ">|#-*+`~=<&[]_.)";

  private final CharSequence text;
  private final StringBuilder plain;

  /** Where in {@link #plain} brackets stand that are not closed yet. */
  private final Deque<Integer> brackets = new ArrayDeque<>();

  private PlainLine(CharSequence text) {
    this.text = text;
    this.plain = new StringBuilder(text.length());
  }

  static String of(CharSequence text) {
    return withoutMarkers(new PlainLine(text).withoutLinks());
  }

  private CharSequence withoutLinks() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && isEscaped(i + 1)) {
        plain.append(text.charAt(i + 1));
        i += 2;
        continue;
      }
      int end = c == ']' ? linkEnd(i) : -1;
      if (end > 0 && !brackets.isEmpty()) {
        i = closeLink(brackets.pop(), end);
        continue;
      }
      if (c == '[') {
        brackets.push(plain.length());
      } else if (c == ']' && !brackets.isEmpty()) {
        brackets.pop();
      } else if (c == '\n' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        brackets.clear();
      }
      plain.append(c);
      i++;
    }
    return plain;
  }

  /** A full stop or a parenthesis is escaped behind a number alone. */
  private boolean isEscaped(int i) {
    if (i >= text.length() || ESCAPED.indexOf(text.charAt(i)) < 0) {
      return false;
    }
    boolean endsNumber = text.charAt(i) == '.' || text.charAt(i) == ')';
    return !endsNumber || i > 1 && Character.isDigit(text.charAt(i - 2));
  }

  /** Takes the bracket away again, of a picture all that follows it; gives where to read on. */
  private int closeLink(int opened, int end) {
    boolean isPicture = opened > 0 && plain.charAt(opened - 1) == '!';
    if (!isPicture) {
      plain.deleteCharAt(opened);
      return end;
    }
    plain.setLength(opened - 1);
    boolean isParted = plain.length() == 0 || FoldedText.isSpace(plain.charAt(opened - 2));
    if (!isParted) {
      plain.append(' ');
    }
    boolean spaceFollows = end < text.length() && text.charAt(end) == ' ';
    return spaceFollows ? end + 1 : end;
  }

  /** The end of {@code ](address)} from its first bracket; -1 when it is none. */
  private int linkEnd(int bracket) {
    int i = bracket + 2;
    if (i >= text.length() || text.charAt(bracket + 1) != '(') {
      return -1;
    }
    while (i < text.length() && text.charAt(i) != ')') {
      char c = text.charAt(i);
      if (c == '(' || FoldedText.isSpace(c)) {
        return -1;
      }
      i++;
    }
    return i < text.length() && i > bracket + 2 ? i + 1 : -1;
  }

  /** Markers of emphasis and code go in pairs, and one of the two stands at the edge of a word. */
  private static String withoutMarkers(CharSequence text) {
    StringBuilder kept = new StringBuilder(text.length());
    boolean[] marker = new boolean[text.length()];
    int[] opened = {-1, -1, -1};
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' && i > 0 && text.charAt(i - 1) == '\n') {
        opened = new int[] {-1, -1, -1};
      }
      int kind = kind(text, i);
      if (kind < 0) {
        continue;
      }
      int length = kind == 1 ? 2 : 1;
      if (opened[kind] >= 0 && closes(text, opened[kind], i, length)) {
        mark(marker, opened[kind], length);
        mark(marker, i, length);
        opened[kind] = -1;
      } else if (opens(text, i + length)) {
        opened[kind] = i;
      }
      i += length - 1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!marker[i]) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  /** 0 for one star, 1 for two, 2 for a backtick; -1 for none. */
  private static int kind(CharSequence text, int i) {
    char c = text.charAt(i);
    if (c == '`') {
      return 2;
    }
    if (c != '*') {
      return -1;
    }
    return i + 1 < text.length() && text.charAt(i + 1) == '*' ? 1 : 0;
  }

  private static void mark(boolean[] marker, int start, int length) {
    for (int i = start; i < start + length; i++) {
      marker[i] = true;
    }
  }

  private static boolean opens(CharSequence text, int behind) {
    return behind < text.length() && !FoldedText.isSpace(text.charAt(behind));
  }

  private static boolean closes(CharSequence text, int opened, int at, int length) {
    int first = opened + length;
    boolean atEdge = !isWord(text, opened - 1) || !isWord(text, at + length);
    return at > first
        && at - opened < REACH
        && !FoldedText.isSpace(text.charAt(at - 1))
        && (atEdge || length == 2);
  }

  private static boolean isWord(CharSequence text, int i) {
    return i >= 0 && i < text.length() && Character.isLetterOrDigit(text.charAt(i));
  }
}
