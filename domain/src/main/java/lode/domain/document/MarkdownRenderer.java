package lode.domain.document;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes a part of the page as markdown and remembers where each element went. Recursion is bounded
 * by {@link HtmlTree#MAX_DEPTH}.
 */
final class MarkdownRenderer {

  private static final int MAX_ALT = 300;
  private static final int MAX_REPEATED_CELL = 200;
  private static final Set<String> CONTROLS =
      Set.of("input", "select", "textarea", "datalist", "option", "optgroup");

  private final MarkdownWriter writer = new MarkdownWriter();
  private final Predicate<Node> isLeftOut;
  private final Map<Element, CharInterval> places = new IdentityHashMap<>();
  private final List<RenderedTable> tables = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();

  /** Parts that are not lines of text: tables, lists of definitions, code, headings. */
  private final List<CharInterval> notLines = new ArrayList<>();

  /** Starts of inline elements: a second label in one line begins at one of them. */
  private final List<Integer> inlineStarts = new ArrayList<>();

  /** Greater than 0 where emphasis would only stand in the way of the value. */
  private int unemphasised;

  private final ListMarkers lists = new ListMarkers();
  private boolean asked;

  /** Target of a link around blocks: goes to the first text inside. */
  private @Nullable String blockHref;

  /** A table that was written as rows of cells. */
  record RenderedTable(Element element, TableGrid grid, List<CharInterval> rowLines) {}

  /** A heading and where it begins. */
  record Heading(int start, String text) {}

  MarkdownRenderer(Predicate<Node> isLeftOut) {
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
    traceIfTracked(node);
    if (isLeftOut.test(node)) {
      return;
    }
    if (node instanceof TextNode text) {
      text(text);
    } else if (node instanceof Element element && !isSkipped(element)) {
      int start = writer.length();
      element(element);
      places.putIfAbsent(element, new CharInterval(start, Math.max(start, writer.length())));
    }
  }

  /** Remembers places when the page was parsed for that. */
  private void traceIfTracked(Node node) {
    if (!asked) {
      asked = true;
      org.jsoup.nodes.Document page = node.ownerDocument();
      if (page != null && page.parser() != null && page.parser().isTrackPosition()) {
        writer.trace();
      }
    }
  }

  private static boolean isSkipped(Element element) {
    return !MathText.isFormula(element)
        && (CONTROLS.contains(element.normalName())
            || HtmlTree.isWithoutText(element)
            || MathText.isDrawn(element));
  }

  private void text(TextNode node) {
    String raw = node.getWholeText();
    String href = blockHref;
    if (href == null || raw.isBlank()) {
      page(node, raw);
      return;
    }
    blockHref = null;
    linked(href, () -> page(node, raw));
  }

  private void page(TextNode node, String raw) {
    writer.from(node, null, 0);
    writer.text(raw);
  }

  private void children(Element element) {
    for (Node child : element.childNodes()) {
      render(child);
    }
  }

  private void element(Element element) {
    switch (element.normalName()) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
      case "p", "section", "article", "main", "figure", "details", "address", "fieldset" ->
          block(element, 2);
      case "hr" -> writer.rule();
      case "br" -> writer.lineBreak(unemphasised == 0 && !writer.isInLink());
      case "ul", "ol", "menu", "dir" -> list(element);
      case "li" -> item(element, lists.next(element));
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
      case "sup" -> raised(element);
      case "ruby" -> ruby(element);
      case "math", "script" -> new MathText(writer).write(element);
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
    if (text.isEmpty() || writer.isInLine()) {
      block(element, 1);
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
    boolean isNested = lists.isOpen();
    String indent = writer.isInLine() ? "" : lists.indentOf(element);
    writer.block(isNested ? 1 : 2);
    if (!indent.isEmpty()) {
      writer.pushPrefix(indent, indent);
    }
    lists.open(element, writer.length());
    for (Node child : element.childNodes()) {
      render(child);
    }
    if (indent.isEmpty()) {
      writer.block(2);
    } else {
      writer.endItem();
    }
    lists.close(writer.length());
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
    CodeBlock code = CodeBlock.of(element);
    if (code.isEmpty()) {
      return;
    }
    writer.block(2);
    int start = writer.length();
    code.write(writer);
    notLines.add(new CharInterval(start, writer.length()));
    writer.block(2);
  }

  private void inlineCode(Element element) {
    inlineStarts.add(writer.length());
    if (unemphasised > 0 || hasBlock(element) || writer.isBehindMarker('`')) {
      children(element);
      return;
    }
    String text = element.wholeText().strip();
    String ticks = "`";
    while (text.contains(ticks)) {
      ticks += "`";
    }
    boolean padded = text.startsWith("`") || text.endsWith("`");
    unemphasised++;
    writer.openCode(padded ? ticks + " " : ticks);
    children(element);
    writer.closeCode(padded ? ticks + " " : ticks, padded ? " " + ticks : ticks);
    unemphasised--;
  }

  private void emphasis(Element element, String marker) {
    inlineStarts.add(writer.length());
    boolean isPlain =
        unemphasised > 0
            || hasBlock(element)
            || writer.isBehindMarker('*')
            || !Flanking.allows(element);
    if (isPlain) {
      children(element);
      return;
    }
    unemphasised++;
    writer.open(marker);
    children(element);
    writer.close(marker, marker);
    unemphasised--;
  }

  /** Digits raised behind a digit: "10" and "6" are not 106. */
  private void raised(Element element) {
    inlineStarts.add(writer.length());
    boolean isPower =
        writer.isBehindDigit() && Superscripts.isNumber(HtmlTree.visibleText(element, 20));
    boolean before = writer.raise(isPower);
    children(element);
    writer.raise(before);
  }

  /** What is read aloud stands in parentheses, the page's own or, without them, ours. */
  private void ruby(Element element) {
    inlineStarts.add(writer.length());
    boolean hasOwn = element.children().stream().anyMatch(child -> child.nameIs("rp"));
    for (Node child : element.childNodes()) {
      boolean isReading = !hasOwn && child instanceof Element inner && inner.nameIs("rt");
      if (isReading) {
        writer.open("(");
      }
      render(child);
      if (isReading) {
        writer.close("(", ")");
      }
    }
  }

  private void link(Element element) {
    inlineStarts.add(writer.length());
    String href = LinkTarget.of(element.attr("href"));
    if (href == null || writer.isInLink() || writer.isInCode()) {
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
    String alt = FoldedText.of(element.attr("alt"));
    String src = alt.isEmpty() ? null : LinkTarget.ofImage(element);
    if (src != null) {
      writer.open("![");
      writer.from(element, "alt", 0);
      String raw = element.attr("alt");
      writer.text(
          raw.substring(0, FoldedText.cutPoint(raw, Math.min(raw.length(), MAX_ALT)))
              .replace('[', '(')
              .replace(']', ')'));
      writer.close("![", "](" + src + ")");
    }
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
    if (!writer.isInLine() && CodeBlock.isCodeTable(element)) {
      code(element);
      return;
    }
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
