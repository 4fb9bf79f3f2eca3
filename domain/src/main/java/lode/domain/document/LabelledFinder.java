package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds what a rendered part of the page names itself: rows of tables, definitions, lines, pairs. */
final class LabelledFinder {

  private static final int MAX_LABEL = 80;
  private static final int MAX_LINE_LABEL = 60;
  private static final int MAX_LINE_VALUE = 300;
  private static final int MAX_LABEL_WORDS = 7;
  private static final Pattern SENTENCE_MARK = Pattern.compile("[!?;|]|[.:] |^https?$");

  private final MarkdownRenderer rendered;
  private final MarkdownWriter writer;
  private final String text;
  private final List<Found> found = new ArrayList<>();
  private final Set<Integer> taken = new HashSet<>();

  /** The next bar between two blanks, from where it was last looked for. */
  private int nextBar = -1;

  private int blocks;

  /**
   * A labelled value in the rendered text.
   *
   * @param at where the value stands, notation included
   * @param line where label and value stand
   */
  record Found(
      LabelledValue.Kind kind,
      String label,
      String value,
      @Nullable String subject,
      int block,
      int row,
      CharInterval at,
      CharInterval line) {}

  private LabelledFinder(MarkdownRenderer rendered) {
    this.rendered = rendered;
    this.writer = rendered.writer();
    this.text = writer.written();
  }

  /** All labelled values in reading order, of what was rendered of the page whose pairs these are. */
  static List<Found> find(MarkdownRenderer rendered, LabelledPairs pairs) {
    LabelledFinder finder = new LabelledFinder(rendered);
    rendered.tables().forEach(finder::table);
    for (LabelledPairs.Pair pair : pairs.found()) {
      if (pair.value() == null) {
        finder.definitions(pair.label());
      } else {
        finder.pair(pair.label(), pair.value());
      }
    }
    finder.lines();
    finder.found.sort((a, b) -> Integer.compare(a.at().start(), b.at().start()));
    return finder.found;
  }

  private void add(
      LabelledValue.Kind kind,
      String label,
      @Nullable CharInterval at,
      @Nullable String subject,
      int row,
      CharInterval line) {
    String name = withoutColon(label);
    if (at == null || name.isEmpty() || name.length() > MAX_LABEL || at.start() < line.start()) {
      return;
    }
    String value = writer.plain(at);
    boolean says = value.chars().anyMatch(Character::isLetterOrDigit);
    if (says && taken.add(at.start())) {
      String about = subject == null || subject.isEmpty() ? heading(at.start()) : subject;
      CharInterval whole = new CharInterval(line.start(), Math.max(line.end(), at.end()));
      found.add(new Found(kind, name, value, about, blocks, row, at, whole));
    }
  }

  private static String withoutColon(String label) {
    String name = label.strip();
    while (name.endsWith(":") || name.endsWith("：")) {
      name = name.substring(0, name.length() - 1).strip();
    }
    return name;
  }

  private @Nullable String heading(int position) {
    List<MarkdownRenderer.Heading> headings = rendered.headings();
    int at =
        Collections.binarySearch(
            headings,
            new MarkdownRenderer.Heading(position, ""),
            (a, b) -> Integer.compare(a.start(), b.start()));
    int before = at >= 0 ? at : -at - 2;
    return before < 0 ? null : FoldedText.cut(headings.get(before).text(), 200);
  }

  private void table(MarkdownRenderer.RenderedTable table) {
    blocks++;
    switch (TableReading.of(table.grid())) {
      case PAIRS -> pairs(table);
      case THING_PER_ROW -> things(table);
      case THING_PER_COLUMN -> columns(table);
      case NONE -> {}
    }
  }

  private void pairs(MarkdownRenderer.RenderedTable table) {
    TableGrid grid = table.grid();
    for (int y = TableReading.pairStart(grid); y < grid.rows().size(); y++) {
      List<TableGrid.Cell> row = grid.rows().get(y);
      // Four columns are often two pairs side by side.
      for (int x = 0; x + 1 < row.size(); x += 2) {
        if (row.get(x).element() != row.get(x + 1).element()) {
          cell(LabelledValue.Kind.TABLE_ROW, row.get(x).text(), row.get(x + 1), null, -1, table, y);
        }
      }
    }
  }

  private void things(MarkdownRenderer.RenderedTable table) {
    TableGrid grid = table.grid();
    for (int y = grid.headerRows(); y < grid.rows().size(); y++) {
      List<TableGrid.Cell> row = grid.rows().get(y);
      if (row.get(0).element() == row.get(row.size() - 1).element()) {
        continue;
      }
      String subject = row.get(0).text();
      for (int x = 0; x < row.size(); x++) {
        String label = columnHeader(grid, x);
        cell(
            LabelledValue.Kind.TABLE_GRID,
            label,
            row.get(x),
            subject,
            y - grid.headerRows(),
            table,
            y);
      }
    }
  }

  private void columns(MarkdownRenderer.RenderedTable table) {
    TableGrid grid = table.grid();
    for (int y = grid.headerRows(); y < grid.rows().size(); y++) {
      List<TableGrid.Cell> row = grid.rows().get(y);
      if (row.get(0).element() == row.get(row.size() - 1).element()) {
        continue;
      }
      for (int x = 1; x < row.size(); x++) {
        String subject = columnHeader(grid, x);
        cell(
            LabelledValue.Kind.TABLE_GRID, row.get(0).text(), row.get(x), subject, x - 1, table, y);
      }
    }
  }

  /** Header texts of a column from top to bottom, each once. */
  private static String columnHeader(TableGrid grid, int column) {
    StringBuilder header = new StringBuilder();
    for (int y = 0; y < grid.headerRows(); y++) {
      String text = grid.rows().get(y).get(column).text();
      if (!text.isEmpty() && header.indexOf(text) < 0) {
        header.append(header.isEmpty() ? "" : " ").append(text);
      }
    }
    return header.toString();
  }

  private void cell(
      LabelledValue.Kind kind,
      String label,
      TableGrid.Cell cell,
      @Nullable String subject,
      int row,
      MarkdownRenderer.RenderedTable table,
      int y) {
    CharInterval at = cell.element() == null ? null : rendered.place(cell.element());
    if (at == null) {
      return;
    }
    CharInterval line = table.rowLines().get(y);
    if (at.start() >= line.start() && at.end() <= line.end()) {
      add(kind, label, at, subject == null ? null : FoldedText.cut(subject, 200), row, line);
    }
  }

  private void definitions(Element list) {
    blocks++;
    Element term = null;
    for (Element part : parts(list)) {
      if (part.nameIs("dt")) {
        term = part;
      } else if (term != null) {
        CharInterval label = rendered.place(term);
        CharInterval at = rendered.place(part);
        if (label != null && at != null && label.end() <= at.start()) {
          add(LabelledValue.Kind.DEFINITION, writer.plain(label), at, null, -1, join(label, at));
        }
      }
    }
  }

  /** Terms and definitions of this list, in groups or not, but not those of lists inside it. */
  private static List<Element> parts(Element list) {
    List<Element> parts = new ArrayList<>();
    for (Element child : list.children()) {
      parts.addAll(child.nameIs("div") ? child.children() : List.of(child));
    }
    parts.removeIf(part -> !part.nameIs("dt") && !part.nameIs("dd"));
    return parts;
  }

  private static CharInterval join(CharInterval label, CharInterval value) {
    return new CharInterval(label.start(), value.end());
  }

  /** Two elements side by side of which the markup says that they are label and value. */
  private void pair(Element label, Element value) {
    CharInterval left = rendered.place(label);
    CharInterval right = rendered.place(value);
    boolean isShort =
        left != null
            && right != null
            && left.end() <= right.start()
            && left.length() <= MAX_LINE_LABEL
            && right.length() <= MAX_LINE_VALUE
            && isNear(left.end(), right.start());
    if (isShort && isLabel(withoutColon(writer.plain(left)))) {
      add(LabelledValue.Kind.LINE, writer.plain(left), right, null, -1, join(left, right));
    }
  }

  private boolean isNear(int labelEnd, int valueStart) {
    return writer.plain(new CharInterval(labelEnd, valueStart)).length() <= 1;
  }

  private void lines() {
    List<CharInterval> others = new ArrayList<>(rendered.notLines());
    others.sort((a, b) -> Integer.compare(a.start(), b.start()));
    int other = 0;
    int reach = 0;
    boolean inRun = false;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      while (other < others.size() && others.get(other).start() <= start + 2) {
        reach = Math.max(reach, others.get(other++).end());
      }
      if (end > start) {
        inRun = start >= reach && line(start, end, inRun);
      }
      start = end + 1;
    }
  }

  /** Reads one line; true when it held a labelled value, so that the next one is beside it. */
  private boolean line(int start, int end, boolean inRun) {
    if (!inRun) {
      blocks++;
    }
    int before = found.size();
    int from = start;
    while (from < end) {
      int next = nextLabel(from, end);
      segment(from, next);
      from = next;
    }
    return found.size() > before;
  }

  /** Where the next label in the same line begins: at an inline element or after a bar. */
  private int nextLabel(int from, int end) {
    int bar = bar(from, end);
    int before = bar < 0 ? end : bar;
    if (colon(from, before) > 0) {
      List<Integer> starts = rendered.inlineStarts();
      int at = Collections.binarySearch(starts, from + 1);
      for (int i = at >= 0 ? at : -at - 1; i < starts.size() && starts.get(i) < before; i++) {
        int start = starts.get(i);
        if (start > from + 3 && holdsValue(from, start) && colon(start, end) > 0) {
          return start;
        }
      }
    }
    return bar < 0 ? end : bar + 2;
  }

  /** The next bar between two blanks in this line; -1 when there is none. */
  private int bar(int from, int end) {
    // Each place is looked at once, however many labels the line has.
    if (nextBar <= from) {
      nextBar = from;
      do {
        nextBar = text.indexOf(" | ", nextBar) + 1;
      } while (nextBar > 0 && nextBar <= from);
      nextBar = nextBar == 0 ? Integer.MAX_VALUE : nextBar;
    }
    return nextBar < end - 3 ? nextBar : -1;
  }

  private boolean holdsValue(int from, int to) {
    int colon = colon(from, to);
    return colon > 0 && writer.trimmed(colon + 1, to).length() > 0;
  }

  private void segment(int from, int to) {
    int colon = colon(from, to);
    if (colon < 0) {
      return;
    }
    CharInterval label = writer.trimmed(from, colon);
    int valueEnd = to;
    while (valueEnd > colon + 1 && " |,;".indexOf(text.charAt(valueEnd - 1)) >= 0) {
      valueEnd--;
    }
    CharInterval value = writer.trimmed(colon + 1, valueEnd);
    if (value.length() > 0 && value.length() <= MAX_LINE_VALUE) {
      add(
          LabelledValue.Kind.LINE,
          writer.plain(label),
          value,
          null,
          -1,
          new CharInterval(label.start(), value.end()));
    }
  }

  /** The colon that ends a label beginning at {@code from}; -1 when there is none. */
  private int colon(int from, int to) {
    int limit = Math.min(to, from + MAX_LINE_LABEL + 10);
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '：'
              || (c == ':'
                  && !writer.isNotation(i)
                  && (i + 1 >= text.length()
                      || FoldedText.isSpace(text.charAt(i + 1))
                      || writer.isNotation(i + 1)));
      if (ends) {
        CharInterval label = writer.trimmed(from, i);
        boolean isWhole = label.length() > 0 && writer.isPlain(label);
        return isWhole && isLabel(writer.plain(label)) ? i : -1;
      }
    }
    return -1;
  }

  private static boolean isLabel(String label) {
    return label.length() >= 2
        && label.length() <= MAX_LINE_LABEL
        && Character.isLetterOrDigit(label.charAt(0))
        && label.chars().anyMatch(Character::isLetter)
        && label.split(" ").length <= MAX_LABEL_WORDS
        && !SENTENCE_MARK.matcher(label.toLowerCase(Locale.ROOT)).find();
  }
}
