package lode.domain.document;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Takes the visible text and the print of a page in one walk over its tree. The main text is told by names of elements
 * alone: what is furniture on a closer look is the same on the pages that are compared.
 */
final class ContentPrintReader implements NodeFilter {

  private static final Set<String> FURNITURE = Set.of("nav", "header", "footer", "aside", "dialog");
  private static final Set<String> FURNITURE_ROLES =
      Set.of("navigation", "banner", "contentinfo", "complementary", "search", "dialog");
  private static final Set<String> MAIN = Set.of("main", "article");

  /** Deeper than here nothing begins. */
  private static final int OUTSIDE = Integer.MAX_VALUE;

  private final StringBuilder visible = new StringBuilder();
  private final StringBuilder main = new StringBuilder();
  private final StringBuilder headings = new StringBuilder();
  private final FactHash facts = new FactHash();

  /** Depth of the outermost element of a kind that the walk is in. */
  private int head = OUTSIDE;

  private int furniture = OUTSIDE;

  private int content = OUTSIDE;
  private int heading = OUTSIDE;

  private ContentPrintReader() {}

  /** Walks over a page. */
  static ContentPrintReader read(Document page) {
    ContentPrintReader reader = new ContentPrintReader();
    page.filter(reader);
    return reader;
  }

  /** What {@link HtmlTree#visibleText} gives for the body. */
  String visibleText() {
    return FoldedText.of(visible.toString());
  }

  /** The print of the page with this title and visible text. */
  ContentPrint print(@Nullable String title, String visibleText) {
    facts.numbers(visibleText);
    FactHash heading = new FactHash();
    heading.text(title == null ? "" : title);
    heading.text(FoldedText.of(headings.toString()));
    SimHash likeness = SimHash.of(main);
    int words = likeness.words();
    if (words < ContentPrint.WORDS_TO_BE_SAME) {
      words = SimHash.of(visibleText).words();
    }
    return ContentPrint.of(words, likeness, facts.value(), heading.value());
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      take(text.getWholeText());
    } else if (node instanceof Element element) {
      return enter(element, depth);
    }
    return FilterResult.CONTINUE;
  }

  private void take(String text) {
    if (head == OUTSIDE) {
      visible.append(text);
    }
    if (furniture == OUTSIDE) {
      main.append(text);
    }
    if (heading != OUTSIDE) {
      headings.append(text);
    }
  }

  private FilterResult enter(Element element, int depth) {
    String name = element.normalName();
    boolean bare = element.attributesSize() == 0;
    if (!bare) {
      addFacts(element, name);
    }
    if (name.equals("head") && head == OUTSIDE) {
      head = depth;
    } else if (HtmlTree.isUnseen(element)) {
      addUnseen(element);
      return FilterResult.SKIP_ENTIRELY;
    }
    if (furniture == OUTSIDE && isFurniture(element, name, bare)) {
      furniture = depth;
    } else if (content == OUTSIDE && MAIN.contains(name)) {
      content = depth;
    } else if (heading == OUTSIDE && name.equals("h1")) {
      heading = depth;
    }
    part(element);
    return FilterResult.CONTINUE;
  }

  /** What a page says to machines. */
  private void addFacts(Element element, String name) {
    if (name.equals("script")) {
      if (element.attr("type").strip().equalsIgnoreCase("application/ld+json")) {
        facts.json(element.data());
      }
    } else if (element.hasAttr("itemprop") || name.equals("meta") && element.hasAttr("property")) {
      facts.unlessUrl(element.attr(name.equals("link") ? "href" : "content"));
    }
  }

  /** A value may be marked up where no reader sees it. */
  private void addUnseen(Element element) {
    if (element.childrenSize() > 0) {
      for (Element item : element.getElementsByAttribute("itemprop")) {
        facts.unlessUrl(item.hasAttr("content") ? item.attr("content") : item.wholeText());
      }
    }
  }

  /** A header inside of the main content is a part of it. */
  private boolean isFurniture(Element element, String name, boolean bare) {
    return FURNITURE.contains(name) && (content == OUTSIDE || name.equals("nav"))
        || !bare && FURNITURE_ROLES.contains(element.attr("role"));
  }

  private void part(Element element) {
    if (!HtmlTree.isInline(element)) {
      visible.append(' ');
      main.append(' ');
      headings.append(' ');
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      head = head == depth ? OUTSIDE : head;
      furniture = furniture == depth ? OUTSIDE : furniture;
      content = content == depth ? OUTSIDE : content;
      heading = heading == depth ? OUTSIDE : heading;
      part(element);
    }
    return FilterResult.CONTINUE;
  }
}
