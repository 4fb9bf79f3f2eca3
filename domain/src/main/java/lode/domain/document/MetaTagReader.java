package lode.domain.document;

import java.util.Locale;
import java.util.Set;
import lode.domain.document.StructuredLeaves.Item;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads OpenGraph properties, the usual meta names and Dublin Core. */
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
          "last-modified",
          "revised");
  private static final Set<String> PREFIXES = Set.of("dc", "dcterms", "citation", "geo", "twitter");

  private MetaTagReader() {}

  static void read(Document page, StructuredLeaves leaves) {
    Item openGraph = leaves.top(StructuredValue.Syntax.OPEN_GRAPH, "");
    Item meta = leaves.top(StructuredValue.Syntax.META, "");
    leaves.add(meta, "title", page.title());
    for (Element tag : page.getElementsByTag("meta")) {
      String property = tag.attr("property").strip();
      String name = property.isEmpty() ? tag.attr("name").strip() : property;
      if (isOpenGraph(name)) {
        leaves.add(openGraph, name, tag.attr("content"));
      } else if (isKnown(name.toLowerCase(Locale.ROOT))) {
        leaves.add(meta, name, tag.attr("content"));
      }
    }
  }

  static boolean isOpenGraph(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && OPEN_GRAPH.contains(name.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  private static boolean isKnown(String name) {
    String prefix = name.split("[.:_]", 2)[0];
    return NAMES.contains(name) || (prefix.length() < name.length() && PREFIXES.contains(prefix));
  }
}
