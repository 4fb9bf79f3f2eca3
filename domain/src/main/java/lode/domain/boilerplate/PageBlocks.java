package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.MarkdownLine;

/**
 * Cuts markdown into blocks: at blank lines outside of code, and around headings. A list and a table
 * stay whole, so that one item that differs makes the whole block differ. Short paragraphs one after
 * the other are one block for the same reason: "Waterproof", "yes", "Washable", "no" are on every page
 * in one order or another.
 */
public final class PageBlocks {

  /** Different blocks of a page that are kept for counting; a hostile page has a million. */
  public static final int MOST_COUNTED = 2_000;

  /** Characters from which on a paragraph stands for itself. */
  static final int LONG = 50;

  /** Characters of the shortest block that can be boilerplate, headings aside. */
  public static final int SHORTEST = 20;

  private static final int HEX_OF_LONG = 16;
  private static final int HEX = 16;

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private String fence = "";

  /** Where the part that is open begins; -1 while there is none. */
  private int open = -1;

  private int openEnd;

  /** Whether the next line begins another part. */
  private boolean ended;

  /** Lines that belong together, without the blank lines after them. */
  private record Part(int start, int end, int characters, PageBlock.Kind kind, int level) {

    boolean isShort() {
      return kind == PageBlock.Kind.TEXT && characters < LONG;
    }
  }

  private PageBlocks(String text) {
    this.text = text;
  }

  /** The blocks of the main content in reading order; none when it is blank. */
  public static List<PageBlock> of(Document document) {
    return of(document.content());
  }

  static List<PageBlock> of(String markdown) {
    PageBlocks blocks = new PageBlocks(markdown);
    blocks.readParts();
    return blocks.joined();
  }

  /** The prints of different blocks that can be boilerplate, in the order of their first places. */
  static List<Long> prints(List<PageBlock> blocks) {
    return blocks.stream()
        .filter(PageBlock::canRepeat)
        .map(PageBlock::print)
        .distinct()
        .limit(MOST_COUNTED)
        .toList();
  }

  private void readParts() {
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      line(at, end);
      at = end + 1;
    }
    close();
  }

  private void line(int start, int end) {
    boolean inside = !fence.isEmpty();
    String line = text.substring(start, end);
    fence = MarkdownLine.fenceAfter(fence, line);
    if (inside) {
      openEnd = end;
      return;
    }
    if (line.isBlank()) {
      ended = true;
      return;
    }
    boolean heading = fence.isEmpty() && MarkdownLine.headingLevel(line) > 0;
    if (open < 0 || ended || heading) {
      close();
      open = start;
      ended = heading;
    }
    openEnd = end;
  }

  private void close() {
    if (open < 0) {
      return;
    }
    String said = text.substring(open, openEnd);
    int level = MarkdownLine.headingLevel(said);
    PageBlock.Kind kind =
        level > 0
            ? PageBlock.Kind.HEADING
            : said.startsWith("|") ? PageBlock.Kind.TABLE : PageBlock.Kind.TEXT;
    int characters = (int) said.chars().filter(c -> !isSpace(c)).count();
    parts.add(new Part(open, openEnd, characters, kind, level));
  }

  /** One block of each part, one of short ones that follow each other. */
  private List<PageBlock> joined() {
    List<PageBlock> blocks = new ArrayList<>();
    int first = 0;
    while (first < parts.size()) {
      int next = first + 1;
      while (next < parts.size() && parts.get(first).isShort() && parts.get(next).isShort()) {
        next++;
      }
      blocks.add(block(first, next));
      first = next;
    }
    return blocks;
  }

  /** The block of some parts, to where the next one begins; the first takes what stands before it. */
  private PageBlock block(int first, int next) {
    Part begin = parts.get(first);
    int characters = 0;
    for (Part part : parts.subList(first, next)) {
      characters += part.characters();
    }
    int from = first == 0 ? 0 : begin.start();
    int to = next < parts.size() ? parts.get(next).start() : text.length();
    return new PageBlock(
        new CharInterval(from, to),
        characters,
        begin.kind(),
        begin.level(),
        print(text.substring(begin.start(), parts.get(next - 1).end())));
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
}
