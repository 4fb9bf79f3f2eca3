package lode.domain.document;

import java.util.Set;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the print of a page in one walk over its tree. The main text is told by names of elements
 * alone: what is furniture on a closer look is the same on the pages that are compared.
 */
final class ContentPrintReader implements NodeVisitor {

  private static final Set<String> FURNITURE = Set.of("nav", "header", "footer", "aside", "dialog");
  private static final Set<String> FURNITURE_ROLES =
      Set.of("navigation", "banner", "contentinfo", "complementary", "search", "dialog");
  private static final Set<String> MAIN = Set.of("main", "article");

  private final StringBuilder main = new StringBuilder();
  private final StringBuilder headings = new StringBuilder();
  private final FactHash facts = new FactHash();
  private int unseen;
  private int furniture;
  private int content;
  private int h1;

  private ContentPrintReader() {}

  static ContentPrint read(Document page, @Nullable String title, String visibleText) {
    ContentPrintReader reader = new ContentPrintReader();
    page.traverse(reader);
    reader.facts.numbers(visibleText);
    FactHash heading = new FactHash();
    heading.text(title == null ? "" : title);
    heading.text(FoldedText.of(reader.headings.toString()));
    SimHash likeness = SimHash.of(reader.main);
    int words = likeness.words();
    if (words < ContentPrint.WORDS_TO_BE_SAME) {
      words = SimHash.of(visibleText).words();
    }
    return ContentPrint.of(words, likeness, reader.facts.value(), heading.value());
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      take(text.getWholeText());
    } else if (node instanceof Element element) {
      enter(element);
    } else if (node instanceof DataNode data && isStructured(data)) {
      facts.json(data.getWholeData());
    }
  }

  private void take(String text) {
    if (unseen == 0) {
      if (furniture == 0) {
        main.append(text);
      }
      if (h1 > 0) {
        headings.append(text);
      }
    }
  }

  private static boolean isStructured(DataNode data) {
    Element script = data.parent();
    return script != null && script.attr("type").strip().equalsIgnoreCase("application/ld+json");
  }

  private void enter(Element element) {
    String name = element.normalName();
    if (name.equals("meta")) {
      addMeta(element);
    } else if (name.equals("link") && element.hasAttr("itemprop")) {
      facts.unlessUrl(element.attr("href"));
    }
    count(element, 1);
    if (!HtmlTree.isInline(element)) {
      main.append(' ');
      headings.append(' ');
    }
  }

  private void addMeta(Element meta) {
    if (meta.hasAttr("property") || meta.hasAttr("itemprop")) {
      facts.unlessUrl(meta.attr("content"));
    }
  }

  /** The same elements count when they begin and when they end. */
  private void count(Element element, int change) {
    String name = element.normalName();
    unseen += HtmlTree.isUnseen(element) ? change : 0;
    content += MAIN.contains(name) ? change : 0;
    h1 += name.equals("h1") ? change : 0;
    furniture += isFurniture(element, name) ? change : 0;
  }

  /** A header inside of the main content is a part of it. */
  private boolean isFurniture(Element element, String name) {
    return content == 0 && FURNITURE.contains(name)
        || name.equals("nav")
        || element.hasAttr("role") && FURNITURE_ROLES.contains(element.attr("role"));
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      count(element, -1);
      if (!HtmlTree.isInline(element)) {
        main.append(' ');
        headings.append(' ');
      }
    }
  }
}
