package lode.domain.document;

import java.util.HashSet;
import java.util.Set;
import lode.domain.document.StructuredLeaves.Item;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads items that are marked in the page's own elements: microdata (WHATWG HTML 5) and the part of
 * RDFa Lite 1.1 that names items and properties.
 */
final class InlineItemReader {

  /** The attributes of one notation. */
  private enum Notation {
    MICRODATA(StructuredValue.Syntax.MICRODATA, "itemscope", "itemtype", "itemprop"),
    RDFA(StructuredValue.Syntax.RDFA, "typeof", "typeof", "property");

    final StructuredValue.Syntax syntax;
    final String scope;
    final String type;
    final String property;

    Notation(StructuredValue.Syntax syntax, String scope, String type, String property) {
      this.syntax = syntax;
      this.scope = scope;
      this.type = type;
      this.property = property;
    }
  }

  private final PageElements page;
  private final Notation notation;
  private final StructuredLeaves leaves;

  /** Elements that an itemref brought in: each is read once, so that circles end. */
  private final Set<Element> referred = new HashSet<>();

  private InlineItemReader(PageElements page, Notation notation, StructuredLeaves leaves) {
    this.page = page;
    this.notation = notation;
    this.leaves = leaves;
  }

  static void read(PageElements page, StructuredLeaves leaves) {
    if (page.hasMicrodata()) {
      new InlineItemReader(page, Notation.MICRODATA, leaves).walk(page.page(), null);
    }
    if (page.hasRdfa()) {
      new InlineItemReader(page, Notation.RDFA, leaves).walk(page.page(), null);
    }
  }

  private void walk(Element element, @Nullable Item current) {
    if (leaves.isFull(notation.syntax)) {
      return;
    }
    String[] properties = properties(element, current);
    Item inside = current;
    if (element.hasAttr(notation.scope)) {
      inside = item(element, current, properties);
    } else if (current != null) {
      for (String property : properties) {
        leaves.add(current, StructuredLeaves.local(property), value(element));
      }
    }
    for (Element child : element.children()) {
      walk(child, inside);
    }
    if (inside != null && inside != current) {
      walkReferred(element, inside);
    }
  }

  private String[] properties(Element element, @Nullable Item current) {
    String names = element.attr(notation.property).strip();
    boolean isMeta = notation == Notation.RDFA && MetaTagReader.isOpenGraph(names);
    return current == null || names.isEmpty() || isMeta ? new String[0] : names.split("\\s+");
  }

  private Item item(Element element, @Nullable Item current, String[] properties) {
    String types = element.attr(notation.type).strip();
    String type = types.isEmpty() ? "Thing" : StructuredLeaves.local(types.split("\\s+")[0]);
    if (current == null || properties.length == 0) {
      return leaves.top(notation.syntax, type);
    }
    return leaves.nested(current, StructuredLeaves.local(properties[0]), type);
  }

  private void walkReferred(Element element, Item item) {
    for (String id : element.attr("itemref").strip().split("\\s+")) {
      Element other = id.isEmpty() ? null : page.byId(id);
      if (other != null && !element.parents().contains(other) && referred.add(other)) {
        walk(other, item);
      }
    }
  }

  /** The value of a property by the rules of the HTML standard, section "Values". */
  private static String value(Element element) {
    if (element.hasAttr("content")) {
      return element.attr("content");
    }
    return switch (element.normalName()) {
      case "a", "area", "link" -> element.hasAttr("href") ? element.attr("href") : text(element);
      case "img", "audio", "embed", "iframe", "source", "track", "video" -> element.attr("src");
      case "object" -> element.attr("data");
      case "data", "meter" -> element.attr("value");
      case "time" -> element.hasAttr("datetime") ? element.attr("datetime") : text(element);
      case "script", "style" -> "";
      default -> element.hasAttr("datetime") ? element.attr("datetime") : text(element);
    };
  }

  private static String text(Element element) {
    return HtmlTree.visibleText(element, StructuredLeaves.MAX_VALUE);
  }
}
