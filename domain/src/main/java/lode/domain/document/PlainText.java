package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a document without markdown notation: no markers of headings, lists, quotes, tables,
 * code, links and emphasis. Lines stay lines and the cells of a row are parted by tabs, so that no two
 * words become one. Addresses of links and pictures with their alternative texts are left out: no
 * reader of the page sees them.
 */
public final class PlainText {

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})[.)] ");

  /** Lines of an item among which the next number is looked for. */
  private static final int MAX_ITEM_LINES = 60;

  private static final Pattern HEADING = Pattern.compile("#{1,6} ");
  private static final Pattern RULE = Pattern.compile("\\|(?: --- \\|)+|\\|(?:  \\|)+");

  private final List<String> lines;
  private final StringBuilder plain = new StringBuilder();

  /** Text that is not preformatted, until a fence begins. */
  private final StringBuilder pending = new StringBuilder();

  private PlainText(List<String> lines) {
    this.lines = lines;
  }

  /**
   * The words of the document's main content; lines end with a line feed but for the last. A heading that
   * repeats the title at the start is left out: the document has the title beside its text.
   */
  public static String of(Document document) {
    String content = document.content();
    int end = content.indexOf('\n');
    String first = end < 0 ? content : content.substring(0, end);
    boolean isTitle =
        end > 0
            && first.startsWith("# ")
            && document.title() != null
            && of(first).equalsIgnoreCase(document.title());
    return of(isTitle ? content.substring(end) : content);
  }

  static String of(String markdown) {
    return new PlainText(markdown.lines().toList()).read();
  }

  private String read() {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      int start = textStart(line);
      if (line.startsWith("```", start)) {
        i = preformatted(i, start);
      } else {
        pending.append(withoutMarkers(i, start)).append('\n');
        i++;
      }
    }
    flush();
    return plain.toString().strip();
  }

  /** Copies the lines between two fences as they stand; gives the index of the line behind. */
  private int preformatted(int opening, int indent) {
    flush();
    // What follows the ticks names a language.
    String fence = lines.get(opening).substring(indent).replaceAll("[^`].*", "");
    int i = opening + 1;
    while (i < lines.size()) {
      String line = lines.get(i++);
      String text = line.substring(Math.min(indent, line.length()));
      if (text.equals(fence)) {
        break;
      }
      plain.append(text).append('\n');
    }
    return i;
  }

  private void flush() {
    if (pending.length() > 0) {
      plain.append(PlainLine.of(pending));
      pending.setLength(0);
    }
  }

  /** Behind the marks of quotes, items, definitions and indentation. */
  private static int textStart(String line) {
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      boolean beforeSpace = i + 1 < line.length() && line.charAt(i + 1) == ' ';
      boolean isMark = c == ' ' || c == '>' || (beforeSpace && (c == '-' || c == ':'));
      if (!isMark) {
        return i;
      }
      i++;
    }
    return i;
  }

  private String withoutMarkers(int index, int start) {
    String line = lines.get(index);
    String text = line.substring(numberEnd(index, start));
    if (text.startsWith("|")) {
      return RULE.matcher(text.strip()).matches() ? "" : cells(text);
    }
    Matcher heading = HEADING.matcher(text);
    if (heading.lookingAt()) {
      return text.substring(heading.end());
    }
    return text.equals("---") ? "" : text;
  }

  /**
   * Where the text behind an item's number begins. A number is a marker where the line before or after
   * that begins with one in the same column has the one before or after it; else the page may have written it.
   */
  private int numberEnd(int index, int start) {
    Matcher number = NUMBER.matcher(lines.get(index)).region(start, lines.get(index).length());
    if (!number.lookingAt()) {
      return start;
    }
    long value = Long.parseLong(number.group(1));
    boolean isItem =
        value == nearestNumber(index, start, -1) + 1 || value == nearestNumber(index, start, 1) - 1;
    return isItem ? number.end() : start;
  }

  /** The number that the next line in this direction begins with; -2 when none is near. */
  private long nearestNumber(int index, int column, int step) {
    int at = index + step;
    for (int i = 0; i < MAX_ITEM_LINES && at >= 0 && at < lines.size(); i++, at += step) {
      String line = lines.get(at);
      Matcher number = NUMBER.matcher(line).region(Math.min(column, line.length()), line.length());
      if (textStart(line) == column && number.lookingAt()) {
        return Long.parseLong(number.group(1));
      }
    }
    return -2;
  }

  private static String cells(String row) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = 1; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '|' && row.charAt(i - 1) != '\\') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return String.join("\t", cells).strip();
  }
}
