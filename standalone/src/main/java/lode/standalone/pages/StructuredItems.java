package lode.standalone.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lode.domain.document.StructuredValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The leaves of a page's structured data put back into the items that they are from. */
final class StructuredItems {

  private final ArrayNode top = JsonNodeFactory.instance.arrayNode();
  private final Map<Integer, ObjectNode> items = new HashMap<>();

  private StructuredItems() {}

  /**
   * The items at the top, in reading order: {@code @type}, {@code @syntax}, then their properties; a
   * property with several values is an array.
   */
  static ArrayNode of(List<StructuredValue> leaves) {
    StructuredItems tree = new StructuredItems();
    leaves.forEach(leaf -> put(tree.item(leaf), leaf.property(), leaf.value()));
    return tree.top;
  }

  private ObjectNode item(StructuredValue leaf) {
    ObjectNode known = items.get(leaf.itemId());
    if (known != null) {
      return known;
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    if (!leaf.itemType().isEmpty()) {
      item.put("@type", leaf.itemType());
    }
    items.put(leaf.itemId(), item);
    ObjectNode parent = leaf.parentItemId() == null ? null : items.get(leaf.parentItemId());
    if (parent != null && leaf.parentProperty() != null) {
      put(parent, leaf.parentProperty(), item);
    } else {
      item.put("@syntax", leaf.syntax().name().toLowerCase(Locale.ROOT));
      top.add(item);
    }
    return item;
  }

  private static void put(ObjectNode item, String property, String value) {
    put(item, property, JsonNodeFactory.instance.stringNode(value));
  }

  private static void put(ObjectNode item, String property, JsonNode value) {
    JsonNode before = item.get(property);
    if (before instanceof ArrayNode several) {
      several.add(value);
    } else if (before != null) {
      item.set(property, JsonNodeFactory.instance.arrayNode().add(before).add(value));
    } else {
      item.set(property, value);
    }
  }
}
