package lode.domain.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lode.domain.document.StructuredLeaves.Item;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads JSON-LD 1.1 scripts as far as schema.org uses it: no remote contexts, no expansion. */
final class JsonLdReader {

  private static final Pattern WRAPPING =
      Pattern.compile("<!--|-->|(?://|/\\*)?\\s*(?:<!\\[CDATA\\[|\\]\\]>)\\s*(?:\\*/)?");
  private static final int MAX_SCRIPT = 4_000_000;

  /** What says nothing of the node itself, or says it from the other side. */
  private static final Set<String> KEYWORDS =
      Set.of("@context", "@type", "@reverse", "@index", "@nest");

  /** Properties that lead from a thing to what it is, not to where it stands. */
  private static final Set<String> PARTS =
      Set.of(
          "offers",
          "hasVariant",
          "mainEntity",
          "aggregateRating",
          "priceSpecification",
          "brand",
          "author",
          "itemOffered",
          "address",
          "location");

  /** References within references that are followed in full. */
  private static final int MAX_REFERENCES = 4;

  private final StructuredLeaves leaves;
  private final Set<String> following = new HashSet<>();
  private final Map<String, Map<?, ?>> byId = new HashMap<>();

  private JsonLdReader(StructuredLeaves leaves) {
    this.leaves = leaves;
  }

  static void read(PageElements page, StructuredLeaves leaves) {
    JsonLdReader reader = new JsonLdReader(leaves);
    List<List<Object>> scripts =
        page.scripts().stream()
            .filter(
                script -> script.attr("type").strip().toLowerCase(Locale.ROOT).contains("ld+json"))
            .map(JsonLdReader::values)
            .toList();
    scripts.forEach(reader::index);
    scripts.forEach(values -> values.forEach(reader::top));
  }

  private static List<Object> values(Element script) {
    String data = script.data();
    String json = FoldedText.cut(data, MAX_SCRIPT).strip();
    if (json.startsWith("<") || json.startsWith("/") || json.endsWith(">")) {
      json = WRAPPING.matcher(json).replaceAll("").strip();
    }
    boolean isEscaped = json.contains("&quot;") && json.indexOf('"') < 0;
    return JsonTree.read(isEscaped ? Parser.unescapeEntities(json, false) : json);
  }

  /** Remembers the fullest node of each id: others may only refer to it. */
  private void index(Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::index);
    } else if (value instanceof Map<?, ?> node) {
      if (node.get("@id") instanceof String id && node.size() > 1) {
        byId.merge(id, node, (one, other) -> one.size() >= other.size() ? one : other);
      }
      node.values().forEach(this::index);
    }
  }

  private void top(Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::top);
    } else if (value instanceof Map<?, ?> node) {
      boolean isContainer = node.containsKey("@graph") && !node.containsKey("@type");
      if (isContainer) {
        top(node.get("@graph"));
      } else {
        fill(leaves.top(StructuredValue.Syntax.JSON_LD, type(node)), node);
      }
    }
  }

  private void fill(Item item, Map<?, ?> node) {
    for (Map.Entry<?, ?> entry : node.entrySet()) {
      String property = String.valueOf(entry.getKey());
      if (!KEYWORDS.contains(property) && !leaves.isFull(item.syntax)) {
        value(item, named(property), entry.getValue());
      }
    }
  }

  private void value(Item item, String property, @Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(element -> value(item, property, element));
    } else if (value instanceof Map<?, ?> node) {
      node(item, property, node);
    } else if (value instanceof String text) {
      leaves.add(item, property, Parser.unescapeEntities(text, false));
    }
  }

  private void node(Item item, String property, Map<?, ?> node) {
    if (node.containsKey("@value")) {
      value(item, property, node.get("@value"));
    } else if (node.containsKey("@list")) {
      value(item, property, node.get("@list"));
    } else if (node.containsKey("@set")) {
      value(item, property, node.get("@set"));
    } else if (node.size() == 1 && node.get("@id") instanceof String id) {
      reference(item, property, id);
    } else if (!node.isEmpty()) {
      fill(leaves.nested(item, property, type(node)), node);
    }
  }

  /**
   * A reference repeats the node it names where that is a part of the thing, else its plain values,
   * so that they stand together.
   */
  private void reference(Item item, String property, String id) {
    Map<?, ?> node = byId.get(id);
    if (node == null) {
      leaves.add(item, property, id);
      return;
    }
    Item nested = leaves.nested(item, property, type(node));
    if (PARTS.contains(property) && following.size() < MAX_REFERENCES && following.add(id)) {
      fill(nested, node);
      following.remove(id);
      return;
    }
    Set<String> seen = new HashSet<>(Set.of("@context", "@type"));
    for (Map.Entry<?, ?> entry : node.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (entry.getValue() instanceof String text && seen.add(name)) {
        value(nested, named(name), text);
      }
    }
  }

  private static String named(String key) {
    return key.startsWith("@") ? key : StructuredLeaves.local(key);
  }

  private static String type(Map<?, ?> node) {
    Object type = node.get("@type");
    Object first = type instanceof List<?> list && !list.isEmpty() ? list.get(0) : type;
    return first instanceof String name ? StructuredLeaves.local(name) : "Thing";
  }
}
