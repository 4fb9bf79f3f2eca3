package lode.domain.document;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lode.domain.url.SessionIds;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes a part of the page as markdown and remembers where each element went. Recursion is bounded
 * by {@link HtmlTree#MAX_DEPTH}.
 */
final class MarkdownRenderer {

  private static final int MAX_HREF = 2_000;
  private static final int MAX_REPEATED_CELL = 200;
  private static final Set<String> CONTROLS =
      Set.of("input", "select", "textarea", "datalist", "option", "optgroup");

  private final MarkdownWriter writer = new MarkdownWriter();
  private final Predicate<Element> isLeftOut;
  private final Map<Element, CharInterval> places = new IdentityHashMap<>();
  private final List<RenderedTable> tables = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();

  /** Parts that are not lines of text: tables, lists of definitions, code, headings. */
  private final List<CharInterval> notLines = new ArrayList<>();

  /** Starts of inline elements: a second label in one line begins at one of them. */
  private final List<Integer> inlineStarts = new ArrayList<>();

  /** Greater than 0 where emphasis would only stand in the way of the value. */
  private int unemphasised;

  private int listDepth;

  /** Target of a link around blocks: goes to the first text inside. */
  private @Nullable String blockHref;

  /** A table that was written as rows of cells. */
  record RenderedTable(Element element, TableGrid grid, List<CharInterval> rowLines) {}

  /** A heading and where it begins. */
  record Heading(int start, String text) {}

  MarkdownRenderer(Predicate<Element> isLeftOut) {
    this.isLeftOut = isLeftOut;
  }

  MarkdownWriter writer() {
    return writer;
  }

  /** Where the text of this element stands, without markers; null when it was not written. */
  @Nullable CharInterval place(Element element) {
    CharInterval raw = places.get(element);
    if (raw == null) {
      return null;
    }
    CharInterval trimmed = writer.trimmed(raw.start(), raw.end());
    return trimmed.length() == 0 ? null : trimmed;
  }

  /** True when this element, as a whole, was written here. */
  boolean hasWritten(Element element) {
    return places.containsKey(element);
  }

  List<RenderedTable> tables() {
    return tables;
  }

  List<Heading> headings() {
    return headings;
  }

  List<CharInterval> notLines() {
    return notLines;
  }

  List<Integer> inlineStarts() {
    return inlineStarts;
  }

  void render(Node node) {
    if (node instanceof TextNode text) {
      text(text.getWholeText());
    } else if (node instanceof Element element && !isSkipped(element)) {
      int start = writer.length();
      element(element);
      places.putIfAbsent(element, new CharInterval(start, Math.max(start, writer.length())));
    }
  }

  private boolean isSkipped(Element element) {
    if (CONTROLS.contains(element.normalName()) || HtmlTree.isUnseen(element)) {
      return true;
    }
    boolean opensText =
        element.hasAttr("aria-expanded")
            || element.hasAttr("aria-controls")
            || element.parentNameIs("summary")
            || (element.parent() != null && element.parent().normalName().matches("h[1-6]"));
    return (element.nameIs("button") && !opensText) || isLeftOut.test(element);
  }

  private void text(String raw) {
    String href = blockHref;
    if (href == null || raw.isBlank()) {
      writer.text(raw);
      return;
    }
    blockHref = null;
    linked(href, () -> writer.text(raw));
  }

  private void children(Element element) {
    for (Node child : element.childNodes()) {
      render(child);
    }
  }

  private void element(Element element) {
    switch (element.normalName()) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
      case "p", "section", "article", "main", "figure", "details", "address", "fieldset", "hr" ->
          block(element, 2);
      case "br" -> writer.block(1);
      case "ul", "ol", "menu", "dir" -> list(element);
      case "li" -> item(element, "- ");
      case "dl" -> definitions(element);
      case "dd" -> definition(element);
      case "blockquote" -> quote(element);
      case "pre", "listing", "xmp" -> code(element);
      case "table" -> table(element);
      case "td", "th" -> block(element, 1);
      case "a" -> link(element);
      case "img" -> image(element);
      case "b", "strong" -> emphasis(element, "**");
      case "em", "i" -> emphasis(element, "*");
      case "code", "tt", "kbd", "samp" -> inlineCode(element);
      default -> other(element);
    }
  }

  private void other(Element element) {
    if (HtmlTree.isInline(element)) {
      inlineStarts.add(writer.length());
      children(element);
    } else {
      block(element, 1);
    }
  }

  private void block(Element element, int lines) {
    writer.block(lines);
    children(element);
    writer.block(lines);
  }

  private void heading(Element element) {
    String text = HtmlTree.visibleText(element);
    if (text.isEmpty()) {
      children(element);
      return;
    }
    writer.block(2);
    int start = writer.length();
    String marker = "#".repeat(element.normalName().charAt(1) - '0') + " ";
    writer.open(marker);
    unemphasised++;
    writer.beginLine();
    children(element);
    writer.endLine();
    unemphasised--;
    writer.close(marker, "");
    if (writer.length() > start) {
      headings.add(new Heading(start, text));
      notLines.add(new CharInterval(start, writer.length()));
    }
    writer.block(2);
  }

  private void list(Element element) {
    int lines = listDepth > 0 ? 1 : 2;
    writer.block(lines);
    listDepth++;
    int number = element.nameIs("ol") ? start(element) : -1;
    for (Node child : element.childNodes()) {
      boolean isItem = child instanceof Element item && item.nameIs("li") && !isSkipped(item);
      if (isItem && number >= 0) {
        int from = writer.length();
        item((Element) child, number++ + ". ");
        places.putIfAbsent((Element) child, new CharInterval(from, writer.length()));
      } else {
        render(child);
      }
    }
    listDepth--;
    writer.block(lines);
  }

  private static int start(Element list) {
    String start = list.attr("start");
    return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
  }

  private void item(Element element, String marker) {
    writer.itemBreak();
    writer.pushPrefix(marker, " ".repeat(marker.length()));
    children(element);
    writer.endItem();
  }

  private void definitions(Element element) {
    writer.block(2);
    int start = writer.length();
    children(element);
    notLines.add(new CharInterval(start, writer.length()));
    writer.block(2);
  }

  private void definition(Element element) {
    writer.block(1);
    writer.pushPrefix(": ", "  ");
    unemphasised++;
    children(element);
    unemphasised--;
    writer.popPrefix();
    writer.block(1);
  }

  private void quote(Element element) {
    writer.block(2);
    writer.pushPrefix("> ", "> ");
    children(element);
    writer.popPrefix();
    writer.block(2);
  }

  private void code(Element element) {
    if (writer.isInLine()) {
      children(element);
      return;
    }
    StringBuilder raw = new StringBuilder();
    element.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text) {
            raw.append(text.getWholeText());
          } else if (node instanceof Element inner && inner.nameIs("br")) {
            raw.append('\n');
          }
        });
    String text = raw.toString().replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
    if (text.isBlank()) {
      return;
    }
    String fence = "`".repeat(Math.max(3, longestTicks(text) + 1));
    writer.block(2);
    int start = writer.length();
    writer.mark(fence);
    for (String line : text.split("\n", -1)) {
      writer.lineBreak();
      writer.verbatim(line.stripTrailing());
    }
    writer.lineBreak();
    writer.mark(fence);
    notLines.add(new CharInterval(start, writer.length()));
    writer.block(2);
  }

  private static int longestTicks(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private void inlineCode(Element element) {
    inlineStarts.add(writer.length());
    boolean plain = unemphasised > 0 || element.wholeText().indexOf('`') >= 0 || hasBlock(element);
    if (plain) {
      children(element);
      return;
    }
    unemphasised++;
    writer.open("`");
    children(element);
    writer.close("`", "`");
    unemphasised--;
  }

  private void emphasis(Element element, String marker) {
    inlineStarts.add(writer.length());
    if (unemphasised > 0 || hasBlock(element)) {
      children(element);
      return;
    }
    unemphasised++;
    writer.open(marker);
    children(element);
    writer.close(marker, marker);
    unemphasised--;
  }

  private void link(Element element) {
    inlineStarts.add(writer.length());
    String href = target(element.attr("href"));
    if (href == null || writer.isInLink()) {
      children(element);
    } else if (hasBlock(element)) {
      blockHref = href;
      children(element);
      blockHref = null;
    } else {
      linked(href, () -> children(element));
    }
  }

  private void linked(String href, Runnable content) {
    writer.openLink();
    content.run();
    writer.closeLink("](" + href + ")");
  }

  private void image(Element element) {
    String alt = FoldedText.of(element.attr("alt"), 300);
    String src = target(element.attr("src"));
    if (src == null) {
      src = target(element.attr("data-src"));
    }
    if (!alt.isEmpty() && src != null) {
      writer.open("![");
      writer.text(alt.replace('[', '(').replace(']', ')'));
      writer.close("![", "](" + src + ")");
    }
  }

  /**
   * The address as it stands, made safe inside of parentheses; null when it leads nowhere. A session id
   * would make another document of each visit, and another prompt to pay for.
   */
  private static @Nullable String target(String raw) {
    String href = SessionIds.removedFrom(FoldedText.of(raw));
    boolean leadsNowhere =
        href.isEmpty()
            || href.length() > MAX_HREF
            || href.startsWith("#")
            || href.regionMatches(true, 0, "javascript:", 0, 11)
            || href.regionMatches(true, 0, "data:", 0, 5);
    return leadsNowhere
        ? null
        : href.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("|", "%7C");
  }

  private static boolean hasBlock(Element element) {
    for (Node node : element.childNodes()) {
      boolean isBlock =
          node instanceof Element child
              && !child.nameIs("br")
              && (!HtmlTree.isInline(child) || hasBlock(child));
      if (isBlock) {
        return true;
      }
    }
    return false;
  }

  private void table(Element element) {
    boolean isLayout = writer.isInLine() || TableGrid.isLayout(element);
    TableGrid grid = isLayout ? null : TableGrid.of(element);
    if (grid == null || grid.rows().isEmpty()) {
      block(element, 2);
      return;
    }
    Element caption = element.selectFirst("caption");
    if (caption != null) {
      render(caption);
    }
    writer.block(2);
    int start = writer.length();
    List<CharInterval> lines = rows(grid);
    tables.add(new RenderedTable(element, grid, lines));
    notLines.add(new CharInterval(start, writer.length()));
    writer.block(2);
  }

  private List<CharInterval> rows(TableGrid grid) {
    List<CharInterval> lines = new ArrayList<>();
    unemphasised++;
    for (int i = 0; i < grid.rows().size(); i++) {
      if (i == 0 && grid.headerRows() == 0) {
        rule("|  ", "|", grid.columns());
        rule("| --- ", "|", grid.columns());
      }
      lines.add(row(grid.rows().get(i)));
      if (i == 0 && grid.headerRows() > 0) {
        rule("| --- ", "|", grid.columns());
      }
    }
    unemphasised--;
    return lines;
  }

  private void rule(String cell, String end, int columns) {
    writer.block(1);
    writer.mark(cell.repeat(columns) + end);
  }

  private CharInterval row(List<TableGrid.Cell> cells) {
    writer.block(1);
    writer.mark("| ");
    int start = writer.length() - 2;
    boolean isBanner =
        cells.size() > 2 && cells.stream().allMatch(c -> c.element() == cells.get(0).element());
    for (int i = 0; i < cells.size(); i++) {
      writer.beginCell();
      cell(cells.get(i), isBanner);
      writer.endCell(i == cells.size() - 1 ? " |" : " | ");
    }
    return new CharInterval(start, writer.length());
  }

  private void cell(TableGrid.Cell cell, boolean isBanner) {
    Element element = cell.element();
    boolean isTold = cell.isRepeat() && (isBanner || cell.text().length() > MAX_REPEATED_CELL);
    if (element == null || isTold) {
      return;
    }
    int start = writer.length();
    children(element);
    places.putIfAbsent(element, new CharInterval(start, writer.length()));
  }
}
