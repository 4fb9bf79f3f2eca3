package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;

/**
 * Cuts markdown into blocks: at blank lines outside of code, and around headings. A list and a table
 * stay whole, so that one item that differs makes the whole block differ.
 */
public final class PageBlocks {

  /** Different blocks of a page that are kept for counting; a hostile page has a million. */
  public static final int MOST_COUNTED = 2_000;

  private static final int MAX_LEVEL = 6;
  private static final int HEX_OF_LONG = 16;
  private static final int HEX = 16;

  private final String text;
  private final List<PageBlock> blocks = new ArrayList<>();
  private String fence = "";

  /** Where the block that is open begins; -1 while there is none. */
  private int open = -1;

  private int openEnd;

  /** Whether the next line begins another block. */
  private boolean ended;

  private PageBlocks(String text) {
    this.text = text;
  }

  /** The blocks of the main content in reading order; none when it is blank. */
  public static List<PageBlock> of(Document document) {
    return of(document.content());
  }

  static List<PageBlock> of(String markdown) {
    return new PageBlocks(markdown).read();
  }

  /** The prints of different blocks, in the order of their first places. */
  static List<Long> prints(List<PageBlock> blocks) {
    return blocks.stream().map(PageBlock::print).distinct().limit(MOST_COUNTED).toList();
  }

  private List<PageBlock> read() {
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      line(at, end);
      at = end + 1;
    }
    close(text.length());
    return blocks;
  }

  private void line(int start, int end) {
    boolean inside = !fence.isEmpty();
    String line = text.substring(start, end);
    fence = fenceAfter(fence, line);
    if (inside) {
      openEnd = end;
      return;
    }
    if (line.isBlank()) {
      ended = true;
      return;
    }
    boolean heading = fence.isEmpty() && level(line) > 0;
    if (open < 0 || ended || heading) {
      close(start);
      open = start;
      ended = heading;
    }
    openEnd = end;
  }

  /** Ends the open block where the next one begins; the first one takes what stands before it. */
  private void close(int next) {
    if (open < 0) {
      return;
    }
    String said = text.substring(open, openEnd);
    int from = blocks.isEmpty() ? 0 : open;
    blocks.add(
        new PageBlock(new CharInterval(from, next), visible(said), level(said), print(said)));
  }

  private static int visible(String said) {
    return (int) said.chars().filter(c -> !isSpace(c)).count();
  }

  static long print(String said) {
    StringBuilder folded = new StringBuilder(said.length());
    boolean space = false;
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      if (isSpace(c)) {
        space = true;
      } else {
        if (space && !folded.isEmpty()) {
          folded.append(' ');
        }
        space = false;
        folded.append(c);
      }
    }
    String hex = ContentHash.of(folded.toString().toLowerCase(Locale.ROOT)).hex();
    return Long.parseUnsignedLong(hex.substring(0, HEX_OF_LONG), HEX);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The fence that is open after this line; empty outside of code. */
  private static String fenceAfter(String fence, String line) {
    String stripped = line.strip();
    if (!fence.isEmpty()) {
      return stripped.equals(fence) ? "" : fence;
    }
    int ticks = 0;
    while (ticks < stripped.length() && stripped.charAt(ticks) == '`') {
      ticks++;
    }
    return ticks >= 3 && stripped.indexOf('`', ticks) < 0 ? "`".repeat(ticks) : "";
  }

  /** Level of the heading that this line is; 0 for none. */
  private static int level(String line) {
    int level = 0;
    while (level < line.length() && line.charAt(level) == '#') {
      level++;
    }
    boolean isHeading =
        level >= 1 && level <= MAX_LEVEL && level < line.length() && line.charAt(level) == ' ';
    return isHeading ? level : 0;
  }
}
