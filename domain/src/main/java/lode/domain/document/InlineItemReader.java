package lode.domain.document;

import java.util.HashSet;
import java.util.List;
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

  /** Elements that are read for an item beside its own. */
  private static final int MAX_REFERRED = 50_000;

  /** Vocabularies whose words have the meaning that schema.org's have. */
  private static final List<String> VOCABULARIES =
      List.of("schema.org", "data-vocabulary.org", "goodrelations", "ogp.me", "xmlns.com/foaf");

  /** Elements that an itemref has brought in and that are being read, so that circles end. */
  private final Set<Element> referred = new HashSet<>();

  /** Prefixes that the page declares for such vocabularies (RDFa 1.1, section 6). */
  private final Set<String> prefixes = new HashSet<>(Set.of("schema"));

  private int elementsReferred;

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
    if (!referred.isEmpty() && ++elementsReferred > MAX_REFERRED) {
      return;
    }
    if (notation == Notation.RDFA && element.hasAttr("prefix")) {
      declare(element.attr("prefix").strip().split("\\s+"));
    }
    String[] properties = properties(element, current);
    Item inside = current;
    if (element.hasAttr(notation.scope)) {
      inside = item(element, current, properties);
    } else if (current != null) {
      for (String property : properties) {
        leaves.add(current, local(property), value(element));
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
    String type = types.isEmpty() ? "Thing" : local(types.split("\\s+")[0]);
    Item item =
        current == null || properties.length == 0
            ? leaves.top(notation.syntax, type)
            : leaves.nested(current, local(properties[0]), type);
    leaves.add(item, "@id", id(element));
    return item;
  }

  private String id(Element element) {
    if (notation == Notation.MICRODATA) {
      return element.attr("itemid");
    }
    return element.hasAttr("resource") ? element.attr("resource") : element.attr("about");
  }

  /** Pairs of a prefix with its colon and a vocabulary. */
  private void declare(String[] pairs) {
    for (int i = 0; i + 1 < pairs.length && prefixes.size() < 100; i += 2) {
      String vocabulary = pairs[i + 1];
      if (pairs[i].endsWith(":") && VOCABULARIES.stream().anyMatch(vocabulary::contains)) {
        prefixes.add(pairs[i].substring(0, pairs[i].length() - 1));
      }
    }
  }

  private String local(String name) {
    int colon = name.indexOf(':');
    boolean isPrefixed = colon > 0 && prefixes.contains(name.substring(0, colon));
    return isPrefixed ? name.substring(colon + 1) : StructuredLeaves.local(name);
  }

  private void walkReferred(Element element, Item item) {
    for (String id : element.attr("itemref").strip().split("\\s+")) {
      Element other = id.isEmpty() ? null : page.byId(id);
      if (other != null && !element.parents().contains(other) && referred.add(other)) {
        walk(other, item);
        referred.remove(other);
      }
    }
  }

  /** The value of a property by the rules of the HTML standard, section "Values". */
  private String value(Element element) {
    if (element.hasAttr("content")) {
      return element.attr("content");
    }
    if (notation == Notation.RDFA && element.hasAttr("resource")) {
      return element.attr("resource");
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
