package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Finds a leaf of structured data again: in a script, a meta tag, or an element that names it. */
final class LeafPlaces {

  private static final List<String> VALUES =
      List.of("content", "href", "src", "data", "value", "datetime");

  private final Document page;
  private final SourceText source;

  LeafPlaces(Document page, SourceText source) {
    this.page = page;
    this.source = source;
  }

  /** Where the leaf with this number stands; of several that say the same, the one in its turn. */
  List<PagePlace> of(List<StructuredValue> leaves, int number) {
    StructuredValue leaf = leaves.get(number);
    int turn = 0;
    for (StructuredValue before : leaves.subList(0, number)) {
      boolean isSame =
          before.syntax() == leaf.syntax()
              && before.property().equals(leaf.property())
              && before.value().equals(leaf.value());
      turn += isSame ? 1 : 0;
    }
    List<List<PagePlace>> found =
        switch (leaf.syntax()) {
          case META, OPEN_GRAPH -> inHead(leaf);
          case MICRODATA, RDFA -> inElements(leaf);
          default -> inScripts(leaf);
        };
    return found.isEmpty() ? List.of() : found.get(Math.min(turn, found.size() - 1));
  }

  private List<List<PagePlace>> inHead(StructuredValue leaf) {
    List<List<PagePlace>> found = new ArrayList<>();
    for (Element tag : page.getElementsByTag("meta")) {
      boolean isNamed =
          tag.attr("property").strip().equalsIgnoreCase(leaf.property())
              || tag.attr("name").strip().equalsIgnoreCase(leaf.property());
      if (isNamed && says(tag.attr("content"), leaf)) {
        found.add(List.of(attribute(tag, "content", leaf)));
      }
    }
    Element title = page.head().selectFirst("title");
    if (leaf.property().equals("title") && title != null && found.isEmpty()) {
      found.add(texts(title, leaf));
    }
    return found;
  }

  private List<List<PagePlace>> inElements(StructuredValue leaf) {
    String name = leaf.syntax() == StructuredValue.Syntax.RDFA ? "property" : "itemprop";
    List<List<PagePlace>> found = new ArrayList<>();
    for (Element element : page.getElementsByAttribute(name)) {
      if (names(element.attr(name), leaf.property())) {
        List<PagePlace> places = stated(element, leaf);
        if (!places.isEmpty()) {
          found.add(places);
        }
      }
    }
    return found;
  }

  private static boolean names(String properties, String wanted) {
    for (String property : properties.strip().split("\\s+")) {
      if (StructuredLeaves.local(property).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private List<PagePlace> stated(Element element, StructuredValue leaf) {
    for (String attribute : VALUES) {
      if (element.hasAttr(attribute) && says(element.attr(attribute), leaf)) {
        return List.of(attribute(element, attribute, leaf));
      }
    }
    return says(HtmlTree.visibleText(element, StructuredLeaves.MAX_VALUE), leaf)
        ? texts(element, leaf)
        : List.of();
  }

  private PagePlace attribute(Element element, String name, StructuredValue leaf) {
    int length = element.attr(name).length();
    return TracedPieces.attribute(element, name, 0, length, leaf.place(), source);
  }

  /** All texts inside of an element; each stands for the whole value. */
  private List<PagePlace> texts(Element element, StructuredValue leaf) {
    List<PagePlace> places = new ArrayList<>();
    element.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text && !text.isBlank()) {
            int length = text.getWholeText().length();
            places.add(TracedPieces.text(text, 0, length, leaf.place(), source));
          }
        });
    return places;
  }

  private static boolean says(String raw, StructuredValue leaf) {
    return FoldedText.of(raw, StructuredLeaves.MAX_VALUE).equals(leaf.value());
  }

  /** Values by their property, else anywhere in a script, else the script that names the property. */
  private List<List<PagePlace>> inScripts(StructuredValue leaf) {
    List<List<PagePlace>> named = new ArrayList<>();
    List<List<PagePlace>> others = new ArrayList<>();
    for (Element script : page.getElementsByTag("script")) {
      Node data = script.childNodeSize() == 0 ? null : script.childNode(0);
      boolean isJson = script.attr("type").toLowerCase(Locale.ROOT).contains("json");
      if (data instanceof DataNode json && (isJson || script.attr("type").isEmpty())) {
        JsonTokens.read(
            json.getWholeData(),
            token -> {
              if (says(Parser.unescapeEntities(token.value(), false), leaf)) {
                PagePlace place =
                    TracedPieces.text(data, token.start(), token.end(), leaf.place(), source);
                boolean isNamed = StructuredLeaves.local(token.key()).equals(leaf.property());
                (isNamed ? named : others).add(List.of(place));
              }
            });
      }
    }
    return named.isEmpty() ? others : named;
  }
}
