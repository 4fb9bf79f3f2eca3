package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Preformatted text of an element: its lines without numbers, and the language it is in. */
final class CodeBlock {

  private static final Pattern LANGUAGE =
      Pattern.compile(
          "(?i)(?:^|\\s)(?:language|lang|highlight-source|brush:?)-?\\s*([a-z][\\w+#.-]*)");
  private static final Set<String> GUTTERS =
      Set.of(
          "gutter",
          "gl",
          "lineno",
          "linenos",
          "linenodiv",
          "linenumber",
          "linenumbers",
          "line-number",
          "line-numbers-rows",
          "lnt",
          "ln-num",
          "blob-num",
          "rouge-gutter",
          "hljs-ln-numbers");
  private static final Set<String> NO_LANGUAGES =
      Set.of("none", "plaintext", "text", "default", "auto");
  private static final Set<String> TABLE_PARTS = Set.of("table", "tbody", "thead", "tr");
  private static final int WRAPPERS = 3;

  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();
  private final Element element;

  /** From {@code start} of the text on, characters are those of the node from {@code at} on. */
  record Part(int start, Node node, int at) {}

  private CodeBlock(Element element) {
    this.element = element;
  }

  static CodeBlock of(Element element) {
    CodeBlock block = new CodeBlock(element);
    element.filter(block.new Reader());
    int end = block.text.length();
    while (end > 0 && Character.isWhitespace(block.text.charAt(end - 1))) {
      end--;
    }
    block.text.setLength(end);
    return block;
  }

  /** True for a table whose cells are numbers of lines and lines of code. */
  static boolean isCodeTable(Element table) {
    List<Element> rows = TableGrid.rowElements(table);
    if (rows.isEmpty() || rows.get(0).childrenSize() < 2) {
      return false;
    }
    Element first = rows.get(0).child(0);
    return isGutter(first) || first.hasAttr("data-line-number");
  }

  private static boolean isGutter(Element element) {
    String names = element.className();
    if (names.isEmpty()) {
      return false;
    }
    for (String name : names.split("\\s+")) {
      if (GUTTERS.contains(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** True when there is nothing to write. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Writes the block with its fences. */
  void write(MarkdownWriter writer) {
    String fence = "`".repeat(Math.max(3, longestTicks() + 1));
    writer.mark(fence + language());
    for (int at = 0; at <= text.length(); ) {
      int newline = text.indexOf("\n", at);
      int end = newline < 0 ? text.length() : newline;
      writer.lineBreak();
      write(writer, at, at + text.substring(at, end).stripTrailing().length());
      at = end + 1;
    }
    writer.lineBreak();
    writer.mark(fence);
  }

  /** Writes the part {@code [from, to)} of the text, which has no line end inside. */
  private void write(MarkdownWriter writer, int from, int to) {
    if (from == to) {
      writer.verbatim("");
    }
    int at = from;
    for (int i = firstPart(from); at < to && i < parts.size(); i++) {
      Part part = parts.get(i);
      int end = i + 1 < parts.size() ? Math.min(to, parts.get(i + 1).start()) : to;
      if (end > at) {
        writer.from(part.node(), null, part.at() + at - part.start());
        writer.verbatim(text.substring(at, end));
        at = end;
      }
    }
  }

  private int firstPart(int position) {
    int low = 0;
    int high = parts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (parts.get(middle).start() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  /** Name of the language as the page's highlighter has it; empty when it does not say. */
  private String language() {
    Element inner = element.selectFirst("code");
    String name = inner == null ? null : language(inner);
    Element at = element;
    for (int i = 0; name == null && at != null && i <= WRAPPERS; i++) {
      // A wrapper around more than this block speaks of the page.
      name = i > 0 && at.childrenSize() > 3 ? null : language(at);
      at = at.parent();
    }
    return name == null ? "" : name;
  }

  private static @Nullable String language(Element element) {
    String name = element.attr("data-lang");
    if (name.isEmpty()) {
      name = element.attr("data-language");
    }
    Matcher matcher = LANGUAGE.matcher(element.className());
    if (name.isEmpty() && matcher.find()) {
      name = matcher.group(1);
    }
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.matches("[a-z][\\w+#.-]{0,30}") && !NO_LANGUAGES.contains(lower) ? lower : null;
  }

  private final class Reader implements NodeFilter {

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode words) {
        add(words);
      } else if (node instanceof Element inner && inner != element) {
        if (isGutter(inner) || HtmlTree.isUnseen(inner) || inner.nameIs("button")) {
          return FilterResult.SKIP_ENTIRELY;
        }
        if (inner.nameIs("br")) {
          text.append('\n');
        } else if (!HtmlTree.isInline(inner) && !inner.nameIs("td")) {
          endLine();
        }
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      boolean isLine =
          node instanceof Element inner
              && inner != element
              && !HtmlTree.isInline(inner)
              && !inner.nameIs("br")
              && !inner.nameIs("td");
      if (isLine) {
        endLine();
      }
      return FilterResult.CONTINUE;
    }

    private void endLine() {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }

    private void add(TextNode words) {
      Element parent = words.parent();
      // White space between the cells of a table of code is the page's own indentation.
      if (parent != null && TABLE_PARTS.contains(parent.normalName())) {
        return;
      }
      String raw = words.getWholeText();
      int from = 0;
      for (int i = raw.indexOf('\r'); i >= 0; i = raw.indexOf('\r', from)) {
        add(words, raw, from, i);
        if (i + 1 >= raw.length() || raw.charAt(i + 1) != '\n') {
          text.append('\n');
        }
        from = i + 1;
      }
      add(words, raw, from, raw.length());
    }

    private void add(TextNode words, String raw, int from, int to) {
      if (to > from) {
        parts.add(new Part(text.length(), words, from));
        text.append(raw, from, to);
      }
    }
  }

  private int longestTicks() {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
