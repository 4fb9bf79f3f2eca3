package lode.domain.document;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes markdown and knows at every moment where it is: white space is folded while it is written,
 * and characters of the notation are told apart from characters of the page, so that a value's
 * interval never holds a marker that the page does not show.
 */
final class MarkdownWriter {

  private final StringBuilder out = new StringBuilder();
  private final BitSet notation = new BitSet();
  private final List<Frame> frames = new ArrayList<>();

  /** Opening markers that are written when text follows: an empty link leaves nothing behind. */
  private final List<String> opening = new ArrayList<>();

  private int newlines;
  private boolean space;
  private int cells;

  /** Greater than 0 where everything stays in one line: in headings and cells. */
  private int singleLines;

  private int cellStart;
  private int links;

  private static final class Frame {
    final String first;
    final String rest;
    boolean used;

    Frame(String first, String rest) {
      this.first = first;
      this.rest = rest;
    }
  }

  int length() {
    return out.length();
  }

  String written() {
    return out.toString();
  }

  /** True for a character of the notation at this position, false for one of the page. */
  boolean isNotation(int position) {
    return notation.get(position);
  }

  /** The interval without white space and notation at both ends. */
  CharInterval trimmed(int start, int end) {
    int from = start;
    int to = end;
    while (from < to && (notation.get(from) || FoldedText.isSpace(out.charAt(from)))) {
      from++;
    }
    while (to > from && (notation.get(to - 1) || FoldedText.isSpace(out.charAt(to - 1)))) {
      to--;
    }
    return new CharInterval(from, to);
  }

  /** True when the page's text stands there in one line with no notation in between. */
  boolean isPlain(CharInterval interval) {
    int marker = notation.nextSetBit(interval.start());
    if (marker >= 0 && marker < interval.end()) {
      return false;
    }
    for (int i = interval.start(); i < interval.end(); i++) {
      if (out.charAt(i) == '\n') {
        return false;
      }
    }
    return true;
  }

  /** The page's text there without notation, white space folded. */
  String plain(CharInterval interval) {
    StringBuilder plain = new StringBuilder(interval.length());
    for (int i = interval.start(); i < interval.end(); i++) {
      if (!notation.get(i)) {
        plain.append(out.charAt(i));
      }
    }
    return FoldedText.of(plain.toString());
  }

  /** Text of the page. */
  void text(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = FoldedText.visible(raw, i);
      if (FoldedText.isSpace(c)) {
        space();
      } else if (c != 0) {
        boolean plainStart = begin() && opening.isEmpty();
        flushOpening();
        if ((plainStart && startsMarker(raw, i)) || (cells > 0 && c == '|')) {
          append("\\");
        }
        out.append(c);
      }
    }
  }

  /** A line of preformatted text, as it stands. */
  void verbatim(String line) {
    begin();
    for (int i = 0; i < line.length(); i++) {
      char c = FoldedText.visible(line, i);
      if (c != 0) {
        out.append(c == '\t' || !FoldedText.isSpace(c) ? c : ' ');
      }
    }
    space = false;
  }

  void space() {
    boolean atCellStart = singleLines > 0 && out.length() == cellStart;
    if (out.length() > 0 && newlines == 0 && !atCellStart) {
      space = true;
    }
  }

  /** A marker of the notation, after what white space is due. */
  void mark(String marker) {
    begin();
    flushOpening();
    append(marker);
  }

  /** A marker that is written as soon as text follows. */
  void open(String marker) {
    opening.add(marker);
  }

  /** Ends what {@code opened} began; leaves nothing when there was no text. */
  void close(String opened, String marker) {
    int last = opening.size() - 1;
    if (last >= 0 && opening.get(last).equals(opened)) {
      opening.remove(last);
    } else {
      append(marker);
    }
  }

  /** Asks for {@code lines} line ends before the next text: 1 for a new line, 2 for a blank line. */
  void block(int lines) {
    if (singleLines > 0) {
      space();
      return;
    }
    space = false;
    boolean freshItem = !frames.isEmpty() && !frames.get(frames.size() - 1).used;
    if (!freshItem || newlines == 0) {
      newlines = Math.max(newlines, lines);
    }
  }

  void pushPrefix(String first, String rest) {
    frames.add(new Frame(first, rest));
  }

  void popPrefix() {
    frames.remove(frames.size() - 1);
  }

  /** Parts items of a list: a new line, in a table cell a semicolon. */
  void itemBreak() {
    boolean follows = singleLines > 0 && out.length() > cellStart && newlines == 0;
    if (follows && !notation.get(out.length() - 1)) {
      out.append(';');
    }
    block(1);
  }

  /** Ends an item: the next one follows without a blank line. */
  void endItem() {
    popPrefix();
    newlines = Math.min(newlines, 1);
    block(1);
  }

  /** A line end at once, for preformatted text. */
  void lineBreak() {
    newlines = 1;
  }

  boolean isInLine() {
    return singleLines > 0;
  }

  boolean isInLink() {
    return links > 0;
  }

  void openLink() {
    links++;
    open("[");
  }

  void closeLink(String marker) {
    links--;
    close("[", marker);
  }

  /** From here on everything stays in one line. */
  void beginLine() {
    singleLines++;
    cellStart = out.length();
  }

  void endLine() {
    singleLines--;
    space = false;
  }

  void beginCell() {
    cells++;
    singleLines++;
    cellStart = out.length();
    space = false;
  }

  void endCell(String marker) {
    cells--;
    singleLines--;
    space = false;
    append(marker);
  }

  /** Writes what is due before a character; true at the start of a line. */
  private boolean begin() {
    boolean fresh = out.length() == 0 || newlines > 0;
    if (fresh) {
      if (out.length() > 0) {
        out.append("\n".repeat(newlines));
      }
      newlines = 0;
      writePrefix();
    } else if (space) {
      out.append(' ');
    }
    space = false;
    return fresh;
  }

  private void writePrefix() {
    for (Frame frame : frames) {
      append(frame.used ? frame.rest : frame.first);
      frame.used = true;
    }
  }

  private void flushOpening() {
    for (String marker : opening) {
      append(marker);
    }
    opening.clear();
  }

  private void append(String marker) {
    notation.set(out.length(), out.length() + marker.length());
    out.append(marker);
  }

  /** Only what would turn the whole line into something else is escaped. */
  private static boolean startsMarker(String raw, int i) {
    char c = raw.charAt(i);
    boolean beforeSpace = i + 1 < raw.length() && FoldedText.isSpace(raw.charAt(i + 1));
    return switch (c) {
      case '>', '|' -> true;
      case '#' -> beforeSpace || raw.startsWith("##", i);
      case '-', '*', '+' -> beforeSpace || raw.startsWith("---", i) || raw.startsWith("***", i);
      case '`', '~' -> raw.startsWith("```", i) || raw.startsWith("~~~", i);
      case '=' -> raw.startsWith("==", i);
      default -> false;
    };
  }
}
