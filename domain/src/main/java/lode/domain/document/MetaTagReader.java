package lode.domain.document;

import java.util.Locale;
import java.util.Set;
import lode.domain.document.StructuredLeaves.Item;
import lode.domain.document.StructuredValue.Syntax;
import org.jsoup.nodes.Element;

/**
 * Reads meta tags: OpenGraph with its structured properties, Twitter cards, Dublin Core (DCMI, in
 * HTML as RFC 2731 has it) and the usual names of publishers and search engines.
 */
final class MetaTagReader {

  private static final Set<String> OPEN_GRAPH =
      Set.of("og", "product", "article", "book", "profile", "business", "place", "music", "video");
  private static final Set<String> NAMES =
      Set.of(
          "author",
          "description",
          "keywords",
          "date",
          "publisher",
          "copyright",
          "subject",
          "abstract",
          "news_keywords",
          "application-name",
          "pubdate",
          "publishdate",
          "publish-date",
          "publish_date",
          "publication_date",
          "datepublished",
          "datemodified",
          "last-modified",
          "revised",
          "byl",
          "thumbnail",
          "rating",
          "price",
          "sku",
          "isbn");
  private static final Set<String> DUBLIN_CORE = Set.of("dc", "dcterms", "dct");
  private static final Set<String> PREFIXES =
      Set.of(
          "citation",
          "geo",
          "parsely",
          "sailthru",
          "cxenseparse",
          "prism",
          "eprints",
          "bepress",
          "vr",
          "itemprop");

  private MetaTagReader() {}

  static void read(PageElements page, StructuredLeaves leaves) {
    Item openGraph = leaves.top(Syntax.OPEN_GRAPH, "");
    Item twitter = leaves.top(Syntax.TWITTER, "");
    Item dublinCore = leaves.top(Syntax.DUBLIN_CORE, "");
    Item meta = leaves.top(Syntax.META, "");
    leaves.add(meta, "title", page.page().title());
    for (Element tag : page.metas()) {
      String property = tag.attr("property").strip();
      String name = property.isEmpty() ? tag.attr("name").strip() : property;
      Item item =
          switch (syntax(name)) {
            case OPEN_GRAPH -> openGraph;
            case TWITTER -> twitter;
            case DUBLIN_CORE -> dublinCore;
            default -> meta;
          };
      if (item != meta || NAMES.contains(name.toLowerCase(Locale.ROOT)) || hasPrefix(name)) {
        leaves.add(item, name, content(tag));
      }
    }
  }

  /** Twitter cards are also written with {@code value}. */
  private static String content(Element tag) {
    return tag.hasAttr("content") ? tag.attr("content") : tag.attr("value");
  }

  private static Syntax syntax(String name) {
    if (isOpenGraph(name)) {
      return Syntax.OPEN_GRAPH;
    }
    String prefix = prefix(name);
    if (prefix.equals("twitter")) {
      return Syntax.TWITTER;
    }
    return DUBLIN_CORE.contains(prefix) ? Syntax.DUBLIN_CORE : Syntax.META;
  }

  private static boolean hasPrefix(String name) {
    return PREFIXES.contains(prefix(name));
  }

  /** What stands before the first mark, in lower case; empty without one. */
  private static String prefix(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (".:_-".indexOf(name.charAt(i)) >= 0) {
        return name.substring(0, i).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  static boolean isOpenGraph(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && OPEN_GRAPH.contains(name.substring(0, colon).toLowerCase(Locale.ROOT));
  }
}
