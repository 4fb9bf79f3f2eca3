package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.document.StructuredValue.Syntax;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The things that a page states, each once: what JSON-LD, microdata, meta tags and scripts say of
 * the same thing stands together, and every value tells where it comes from. Types and properties
 * have the names of schema.org where they mean the same.
 *
 * @param items things in the order of the page
 */
public record StructuredTree(List<Item> items) {

  public StructuredTree {
    items = List.copyOf(items);
  }

  /**
   * A thing.
   *
   * @param type such as {@code Product}; {@code Thing} where nothing is said
   * @param properties values by property, in the order of the page
   */
  public record Item(String type, Map<String, List<Value>> properties) {

    public Item {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** The first text of a property, or null. */
    public @Nullable String text(String property) {
      return properties.getOrDefault(property, List.of()).stream()
          .map(Value::text)
          .filter(text -> text != null)
          .findFirst()
          .orElse(null);
    }

    /** The notations that this item is stated in, the more trustworthy first. */
    @JsonProperty
    public Set<Syntax> from() {
      Set<Syntax> from = EnumSet.noneOf(Syntax.class);
      properties.values().forEach(values -> values.forEach(value -> value.addSyntaxes(from)));
      return from;
    }
  }

  /**
   * One value of a property: text or an item.
   *
   * @param text the text as the page has it, of the more trustworthy notation; null for an item
   * @param item the nested item; null for text
   * @param origins each place that states the text; empty for an item, whose values have their own
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Value(@Nullable String text, @Nullable Item item, List<Origin> origins) {

    public Value {
      origins = List.copyOf(origins);
    }

    private void addSyntaxes(Set<Syntax> from) {
      origins.forEach(origin -> from.add(origin.syntax()));
      if (item != null) {
        from.addAll(item.from());
      }
    }
  }

  /**
   * Where a text is stated.
   *
   * @param index position in {@link Document#structuredData()}
   */
  public record Origin(Syntax syntax, int index) {}

  /** The tree of a document. */
  public static StructuredTree of(Document document) {
    return of(document.structuredData());
  }

  /** The tree of the leaves of one page; origins are positions in this list. */
  public static StructuredTree of(List<StructuredValue> leaves) {
    return new StructuredTree(TreeBuilder.items(leaves));
  }

  /**
   * As nested JSON for people: an array of objects with {@code type}, {@code from} and {@code
   * properties}; a property with one value holds it, one with several an array.
   */
  public ArrayNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> array.add(json(item)));
    return array;
  }

  private static ObjectNode json(Item item) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", item.type());
    ArrayNode from = node.putArray("from");
    item.from().forEach(syntax -> from.add(syntax.name()));
    ObjectNode properties = node.putObject("properties");
    item.properties()
        .forEach(
            (property, values) -> {
              if (values.size() == 1) {
                put(properties, property, values.get(0));
              } else {
                ArrayNode several = properties.putArray(property);
                values.forEach(value -> add(several, value));
              }
            });
    return node;
  }

  private static void put(ObjectNode node, String property, Value value) {
    if (value.item() == null) {
      node.put(property, value.text());
    } else {
      node.set(property, json(value.item()));
    }
  }

  private static void add(ArrayNode node, Value value) {
    if (value.item() == null) {
      node.add(value.text());
    } else {
      node.add(json(value.item()));
    }
  }
}
