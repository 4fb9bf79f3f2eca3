package lode.domain.document;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Parsing of HTML with a bound on depth, and reading of text from the tree without recursion. */
final class HtmlTree {

  /** Deeper elements become siblings; browsers stop at 512 as well. Bounds every recursion. */
  static final int MAX_DEPTH = 256;

  /** A longer noscript element is the page itself for readers without scripts, not a plea. */
  private static final int MIN_NOSCRIPT = 400;

  private HtmlTree() {}

  static Document parse(String html, String url) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    return parser.parseInput(html, url);
  }

  /** The same tree, whose nodes know where they stand in the source. */
  static Document parseTracked(String html) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH).setTrackPosition(true);
    return parser.parseInput(html, "");
  }

  /**
   * The value of an attribute, empty without it. The parser writes names in lower case, so that they need
   * not be compared in any other: pages have tens of thousands of them.
   */
  static String attr(Element element, String name) {
    return element.attributes().get(name);
  }

  static boolean hasAttr(Element element, String name) {
    return element.attributes().hasKey(name);
  }

  /** True for elements whose text no reader sees, by their name or by their attributes. */
  static boolean isUnseen(Element element) {
    return isWithoutText(element) || isHidden(element);
  }

  /** True for elements that hold no text of the page, by their name. */
  static boolean isWithoutText(Element element) {
    return holdsNone(element.normalName())
        || HiddenTwin.isTwin(element)
        || (element.nameIs("noscript") && element.wholeText().length() < MIN_NOSCRIPT);
  }

  private static boolean holdsNone(String tag) {
    return switch (tag) {
      case "script",
          "style",
          "template",
          "head",
          "title",
          "iframe",
          "object",
          "embed",
          "svg",
          "canvas",
          "audio",
          "video",
          "math",
          "datalist",
          "noframes",
          "noembed" ->
          true;
      default -> false;
    };
  }

  /** True for elements that are not shown until a script shows them, if ever. */
  static boolean isHidden(Element element) {
    if (hasAttr(element, "hidden")) {
      return true;
    }
    String style = attr(element, "style");
    if (style.isEmpty()) {
      return false;
    }
    String compact = style.toLowerCase(Locale.ROOT).replace(" ", "");
    return compact.contains("display:none") || declares(compact, "visibility:hidden");
  }

  /** "backface-visibility: hidden" hides nothing. */
  private static boolean declares(String style, String declaration) {
    int at = style.indexOf(declaration);
    while (at > 0 && style.charAt(at - 1) == '-') {
      at = style.indexOf(declaration, at + 1);
    }
    return at >= 0;
  }

  static boolean isInline(Element element) {
    return switch (element.normalName()) {
      case "a",
          "abbr",
          "acronym",
          "b",
          "bdi",
          "bdo",
          "big",
          "cite",
          "code",
          "data",
          "del",
          "dfn",
          "em",
          "font",
          "i",
          "img",
          "ins",
          "kbd",
          "label",
          "mark",
          "nobr",
          "q",
          "rp",
          "rt",
          "ruby",
          "s",
          "samp",
          "small",
          "span",
          "strike",
          "strong",
          "sub",
          "sup",
          "time",
          "tt",
          "u",
          "var",
          "wbr",
          "input",
          "select",
          "button",
          "meter",
          "output",
          "progress",
          "textarea",
          "picture",
          "source",
          "link",
          "meta" ->
          true;
      default -> false;
    };
  }

  /** Text that a reader sees in this element, white space folded; blocks are parted by a space. */
  static String visibleText(Element root) {
    return visibleText(root, Integer.MAX_VALUE);
  }

  /** The same, reading stops soon after {@code limit} code units. */
  static String visibleText(Element root, int limit) {
    return visibleText(root, limit, false);
  }

  /** The same without what can be pressed, unless that holds all of the words. */
  static String words(Element root, int limit) {
    String words = visibleText(root, limit, true);
    return words.codePoints().anyMatch(Character::isLetterOrDigit)
        ? words
        : visibleText(root, limit);
  }

  private static String visibleText(Element root, int limit, boolean skipsButtons) {
    StringBuilder raw = new StringBuilder();
    root.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
              String whole = text.getWholeText();
              raw.append(whole, 0, (int) Math.min(whole.length(), mostRaw(limit)));
              return raw.length() > limit ? FilterResult.STOP : FilterResult.CONTINUE;
            }
            return skipsButtons && node.nameIs("button")
                ? FilterResult.SKIP_ENTIRELY
                : enter(node, raw);
          }

          @Override
          public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && !isInline(element)) {
              raw.append(' ');
            }
            return FilterResult.CONTINUE;
          }
        });
    return FoldedText.of(raw.toString(), limit);
  }

  /** Far more than is asked for, as white space is folded; not all of a text of megabytes. */
  private static long mostRaw(int limit) {
    return 4L * limit + 4_096;
  }

  private static NodeFilter.FilterResult enter(Node node, StringBuilder raw) {
    if (!(node instanceof Element element)) {
      return NodeFilter.FilterResult.CONTINUE;
    }
    if (isUnseen(element)) {
      return NodeFilter.FilterResult.SKIP_ENTIRELY;
    }
    if (!isInline(element)) {
      raw.append(' ');
    }
    return NodeFilter.FilterResult.CONTINUE;
  }

  /** The content of the first of these meta tags (by name, property or http-equiv), folded. */
  static @Nullable String meta(Document page, List<String> names) {
    for (String wanted : names) {
      for (Element meta : page.getElementsByTag("meta")) {
        boolean named =
            wanted.equalsIgnoreCase(meta.attr("property"))
                || wanted.equalsIgnoreCase(meta.attr("name"))
                || wanted.equalsIgnoreCase(meta.attr("http-equiv"));
        String content = named ? FoldedText.of(meta.attr("content")) : "";
        if (!content.isEmpty()) {
          return content;
        }
      }
    }
    return null;
  }
}
