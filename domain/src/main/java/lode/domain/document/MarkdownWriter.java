package lode.domain.document;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

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

  /** Brackets that are open in the text of a link. */
  private int brackets;

  /** Greater than 0 where text stands as it is: between backticks. */
  private int codes;

  private boolean superscript;

  /** Where the text of the line begins, -1 when a marker stands there. */
  private int lineStart;

  /** A rule is due before the next text. */
  private boolean rule;

  private boolean broken;

  private @Nullable PageTrace trace;
  private int offset;

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

  /** Remembers from now on where on the page each character stands. */
  void trace() {
    trace = new PageTrace();
  }

  /** What was remembered; null when nobody asked. */
  @Nullable PageTrace traced() {
    return trace;
  }

  /** The next text is that of this node, or of its attribute, from {@code at} on. */
  void from(Node node, @Nullable String attribute, int at) {
    offset = at;
    if (trace != null) {
      trace.from(node, attribute);
    }
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
        if (plainStart) {
          lineStart = out.length();
        }
        if (codes == 0 && isEscaped(raw, i, c, plainStart)) {
          append("\\");
        }
        put(superscript ? Superscripts.of(c) : c, i);
      }
    }
  }

  private void put(char c, int at) {
    if (trace != null) {
      trace.wrote(out.length(), offset + at);
    }
    out.append(c);
  }

  private boolean isEscaped(String raw, int i, char c, boolean plainStart) {
    return switch (c) {
      case '|' -> cells > 0 || plainStart;
      case '<' -> MarkdownEscapes.beginsTag(raw, i);
      case '#' -> isInHeading() ? endsHeading(raw, i) : plainStart && startsMarker(raw, i);
      case '&' -> MarkdownEscapes.beginsEntity(raw, i);
      case '.', ')' -> endsNumber() && MarkdownEscapes.endsWord(raw, i + 1);
      case '[' -> links > 0 ? opensBracket(raw, i) : plainStart && startsMarker(raw, i);
      case ']' -> closesBracket() || (i + 1 < raw.length() && raw.charAt(i + 1) == '(');
      default -> plainStart && startsMarker(raw, i);
    };
  }

  private boolean isInHeading() {
    return singleLines > 0 && cells == 0;
  }

  /** Signs at the end of a heading would close it. */
  private boolean endsHeading(String raw, int i) {
    char before = out.charAt(out.length() - 1);
    return before == ' ' && MarkdownEscapes.closesHeading(raw, i);
  }

  private static boolean startsMarker(String raw, int i) {
    return MarkdownEscapes.beginsBlock(raw, i);
  }

  /** True when the line so far is a number of up to nine digits, as in front of an item. */
  private boolean endsNumber() {
    int digits = lineStart < 0 ? 0 : out.length() - lineStart;
    if (digits < 1 || digits > 9) {
      return false;
    }
    for (int i = lineStart; i < out.length(); i++) {
      if (out.charAt(i) < '0' || out.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean opensBracket(String raw, int i) {
    if (MarkdownEscapes.staysOpen(raw, i)) {
      return true;
    }
    brackets++;
    return false;
  }

  /** True for a bracket that would end the text of a link. */
  private boolean closesBracket() {
    if (links > 0 && brackets > 0) {
      brackets--;
      return false;
    }
    return links > 0;
  }

  /** A line of preformatted text, or the next part of it, as it stands. */
  void verbatim(String line) {
    begin();
    for (int i = 0; i < line.length(); i++) {
      char c = FoldedText.visible(line, i);
      if (c != 0) {
        put(c == '\t' || !FoldedText.isSpace(c) ? c : ' ', i);
      }
    }
    space = false;
  }

  /** Text between backticks, where nothing is escaped. */
  void openCode(String marker) {
    codes++;
    open(marker);
  }

  void closeCode(String opened, String marker) {
    codes--;
    close(opened, marker);
  }

  /** What follows is raised; true when it was so before. */
  boolean raise(boolean raised) {
    boolean before = superscript;
    superscript = raised;
    return before;
  }

  /** True right behind a character of the page that is a digit. */
  boolean isBehindDigit() {
    int last = out.length() - 1;
    return last >= 0
        && newlines == 0
        && !space
        && opening.isEmpty()
        && !notation.get(last)
        && Character.isDigit(out.charAt(last));
  }

  /** True right behind this character of the notation. */
  boolean isBehindMarker(char marker) {
    int last = out.length() - 1;
    return last >= 0 && newlines == 0 && !space && notation.get(last) && out.charAt(last) == marker;
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
    broken = false;
  }

  /** A line break; a second one leaves a line blank where {@code parts} allows it. */
  void lineBreak(boolean parts) {
    boolean second = broken && parts && newlines == 1;
    block(second ? 2 : 1);
    broken = singleLines == 0;
  }

  /** A rule, written when text stands before and after it. */
  void rule() {
    block(2);
    rule = singleLines == 0 && frames.isEmpty() && out.length() > 0;
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

  boolean isInCode() {
    return codes > 0;
  }

  void openLink() {
    links++;
    brackets = 0;
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
      if (rule && frames.stream().noneMatch(frame -> frame.used)) {
        out.append("\n\n");
        append("---");
      }
      rule = false;
      endLines();
      newlines = 0;
      writePrefix();
      lineStart = -1;
    } else if (space) {
      out.append(' ');
    }
    space = false;
    broken = false;
    return fresh;
  }

  /** Ends the line; a blank line inside a quote goes on quoting. */
  private void endLines() {
    if (out.length() == 0) {
      return;
    }
    out.append('\n');
    if (newlines > 1) {
      append(quoting());
      out.append('\n');
    }
  }

  private String quoting() {
    StringBuilder prefix = new StringBuilder();
    int quoted = 0;
    for (Frame frame : frames) {
      if (!frame.used) {
        break;
      }
      prefix.append(frame.rest);
      quoted = frame.rest.startsWith(">") ? prefix.length() : quoted;
    }
    return prefix.substring(0, quoted).stripTrailing();
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
}
