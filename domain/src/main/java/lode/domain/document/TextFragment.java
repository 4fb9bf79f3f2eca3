package lode.domain.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/**
 * Writes the text directive of the URL Fragment Text Directives draft (WICG) for an interval: {@code
 * #:~:text=prefix-,start,end,-suffix}.
 */
final class TextFragment {

  /** A quote in one block that is longer is given by its first and last words. */
  private static final int WHOLE = 100;

  private static final int WORDS = 6;
  private static final int LETTERS = 50;
  private static final int CONTEXT_WORDS = 4;
  private static final String DIRECTIVE = "#:~:text=";

  private final MarkdownWriter writer;
  private final String text;
  private final Element body;

  TextFragment(MarkdownWriter writer, Element body) {
    this.writer = writer;
    this.text = writer.written();
    this.body = body;
  }

  /** The directive; empty when no text of the page stands in the interval. */
  String of(CharInterval interval) {
    int start = interval.start();
    int end = interval.end();
    while (start > 0 && start < end && joins(start)) {
      start--;
    }
    while (end > start && end < text.length() && joins(end)) {
      end++;
    }
    List<String> blocks = blocks(start, end);
    if (blocks.isEmpty()) {
      return "";
    }
    String first = blocks.get(0);
    boolean isWhole = blocks.size() == 1 && first.length() <= WHOLE;
    String from = isWhole ? first : head(first, WORDS);
    String to = isWhole ? "" : tail(blocks.get(blocks.size() - 1), WORDS);
    String range = encoded(from) + (isWhole ? "" : "," + encoded(to));
    return DIRECTIVE + (isUnique(from) ? range : withContext(range, start, end));
  }

  /** Words are found whole only. */
  private boolean joins(int position) {
    return isLetter(position - 1) && isLetter(position);
  }

  private boolean isLetter(int position) {
    return Character.isLetterOrDigit(text.charAt(position)) && isShown(position);
  }

  private boolean isShown(int position) {
    PageTrace trace = writer.traced();
    PageTrace.Origin origin = trace == null ? null : trace.origin(position);
    return origin != null && origin.attribute() == null;
  }

  /** Texts of the blocks in a part of the document; blocks end at lines and cells. */
  private List<String> blocks(int start, int end) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (int i = start; i <= end; i++) {
      boolean ends = i == end || text.charAt(i) == '\n' || isBar(i);
      if (ends) {
        String words = FoldedText.of(block.toString());
        if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
          blocks.add(words);
        }
        block.setLength(0);
      } else if (isShown(i)) {
        block.append(text.charAt(i));
      } else if (text.charAt(i) == ' ' && !writer.isNotation(i)) {
        block.append(' ');
      }
    }
    return blocks;
  }

  private boolean isBar(int position) {
    return text.charAt(position) == '|' && writer.isNotation(position);
  }

  private boolean isUnique(String from) {
    String page = HtmlTree.visibleText(body).toLowerCase(Locale.ROOT);
    String wanted = from.toLowerCase(Locale.ROOT);
    return page.indexOf(wanted) == page.lastIndexOf(wanted);
  }

  private String withContext(String range, int start, int end) {
    List<String> before = blocks(Math.max(0, start - 200), start);
    List<String> after = blocks(end, Math.min(text.length(), end + 200));
    String prefix =
        before.isEmpty() ? "" : encoded(tail(before.get(before.size() - 1), CONTEXT_WORDS)) + "-,";
    String suffix = after.isEmpty() ? "" : ",-" + encoded(head(after.get(0), CONTEXT_WORDS));
    return prefix + range + suffix;
  }

  private static String head(String block, int words) {
    int end = 0;
    for (int word = 0; word < words && end < block.length(); word++) {
      int space = block.indexOf(' ', end + 1);
      end = space < 0 ? block.length() : space;
    }
    // Scripts without spaces are cut by letters.
    return FoldedText.cut(block.substring(0, end), LETTERS);
  }

  private static String tail(String block, int words) {
    int start = block.length();
    for (int word = 0; word < words && start > 0; word++) {
      int space = block.lastIndexOf(' ', start - 1);
      start = space < 0 ? 0 : space;
    }
    int least = FoldedText.cutPoint(block, Math.max(0, block.length() - LETTERS));
    return block.substring(Math.max(start, least)).strip();
  }

  /** Percent-encoded; dash, comma and ampersand part the terms of a directive. */
  private static String encoded(String term) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : term.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (unit >= 'a' && unit <= 'z')
              || (unit >= 'A' && unit <= 'Z')
              || (unit >= '0' && unit <= '9')
              || unit == '.'
              || unit == '_'
              || unit == '~';
      if (isPlain) {
        encoded.append((char) unit);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", unit & 0xFF));
      }
    }
    return encoded.toString();
  }
}
