package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a page that say something about it, from one walk over the tree: every reader of
 * structured data and metadata would else walk for itself.
 */
final class PageElements {

  /** Data attributes of one page that are looked at. */
  private static final int MAX_ATTRIBUTES = 300;

  private static final int MIN_ATTRIBUTE = 20;
  private static final int MAX_METAS = 2_000;
  private static final List<String> META_NAMES = List.of("property", "name", "http-equiv");

  private final Document page;
  private final List<Element> metas = new ArrayList<>();
  private final Map<String, String> contents = new HashMap<>();
  private final List<Element> links = new ArrayList<>();
  private final List<Element> scripts = new ArrayList<>();
  private final List<String> dataAttributes = new ArrayList<>();
  private final VisibleLines visible = new VisibleLines();
  private boolean hasMicrodata;
  private boolean hasRdfa;
  private @Nullable Map<String, Element> ids;

  private PageElements(Document page) {
    this.page = page;
  }

  static PageElements of(Document page) {
    PageElements elements = new PageElements(page);
    page.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof Element element) {
              elements.add(element);
            } else if (node instanceof TextNode text) {
              elements.visible.text(text);
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              elements.visible.leave(element);
            }
          }
        });
    return elements;
  }

  Document page() {
    return page;
  }

  List<Element> metas() {
    return metas;
  }

  /** {@code link} elements with an address. */
  List<Element> links() {
    return links;
  }

  List<Element> scripts() {
    return scripts;
  }

  /** Values of data attributes that look like JSON. */
  List<String> dataAttributes() {
    return dataAttributes;
  }

  VisibleLines visible() {
    return visible;
  }

  boolean hasMicrodata() {
    return hasMicrodata;
  }

  boolean hasRdfa() {
    return hasRdfa;
  }

  /** The first element with this id. */
  @Nullable Element byId(String id) {
    if (ids == null) {
      Map<String, Element> found = new HashMap<>();
      page.stream().filter(e -> !e.id().isEmpty()).forEach(e -> found.putIfAbsent(e.id(), e));
      ids = found;
    }
    return ids.get(id);
  }

  private void add(Element element) {
    visible.enter(element);
    if (element.attributesSize() == 0) {
      if (element.nameIs("script")) {
        scripts.add(element);
      }
      return;
    }
    switch (element.normalName()) {
      case "meta" -> addMeta(element);
      case "script" -> scripts.add(element);
      case "link" -> {
        if (element.hasAttr("href")) {
          links.add(element);
        }
      }
      default -> {}
    }
    for (Attribute attribute : element.attributes()) {
      add(attribute);
    }
  }

  private void add(Attribute attribute) {
    String key = attribute.getKey();
    if (key.equals("itemscope")) {
      hasMicrodata = true;
    } else if (key.equals("typeof")) {
      hasRdfa = true;
    } else if (key.startsWith("data-") && dataAttributes.size() < MAX_ATTRIBUTES) {
      String value = attribute.getValue();
      boolean isJson =
          value.length() > MIN_ATTRIBUTE && (value.charAt(0) == '{' || value.charAt(0) == '[');
      if (isJson) {
        dataAttributes.add(value);
      }
    }
  }

  /** The content of the first of these meta tags (by name, property or http-equiv), folded. */
  @Nullable String meta(String... names) {
    for (String wanted : names) {
      String content = contents.get(wanted);
      if (content != null) {
        return content;
      }
    }
    return null;
  }

  private void addMeta(Element meta) {
    if (metas.size() >= MAX_METAS) {
      return;
    }
    metas.add(meta);
    String content = FoldedText.of(meta.attr("content"));
    if (!content.isEmpty()) {
      for (String attribute : META_NAMES) {
        String name = meta.attr(attribute).strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty()) {
          contents.putIfAbsent(name, content);
        }
      }
    }
  }
}
