package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the leaves of a page's structured data in reading order, with a bound on their number. */
final class StructuredLeaves {

  /** Leaves of one page that are kept. */
  static final int MAX_LEAVES = 3_000;

  /** Longer values are cut here. */
  static final int MAX_VALUE = 4_000;

  private static final int MAX_TOTAL = 400_000;
  private static final int MAX_NAME = 100;

  private final List<Leaf> leaves = new ArrayList<>();
  private int items;
  private int total;

  /** A leaf before it has a place in the text; {@code path} is its label there. */
  record Leaf(Item item, String property, String path, String value) {}

  /** One item: a Product, an Organization, the meta tags of a page. */
  static final class Item {
    final StructuredValue.Syntax syntax;
    final int id;
    final @Nullable Item parent;
    final @Nullable String parentProperty;
    final String type;
    final String path;
    private final Map<String, Integer> uses = new HashMap<>();

    private Item(
        StructuredValue.Syntax syntax,
        int id,
        @Nullable Item parent,
        @Nullable String parentProperty,
        String type,
        String path) {
      this.syntax = syntax;
      this.id = id;
      this.parent = parent;
      this.parentProperty = parentProperty;
      this.type = type;
      this.path = path;
    }

    /** Path of the next value of this property: {@code image}, {@code image[1]}, ... */
    private String nextPath(String property) {
      int index = uses.merge(property, 1, Integer::sum) - 1;
      String step = index == 0 ? property : property + "[" + index + "]";
      return path.isEmpty() ? step : path + "." + step;
    }
  }

  List<Leaf> all() {
    return leaves;
  }

  boolean isFull() {
    return leaves.size() >= MAX_LEAVES || total >= MAX_TOTAL;
  }

  /** Begins an item of its own; an empty type is for meta tags. */
  Item top(StructuredValue.Syntax syntax, String type) {
    return new Item(syntax, items++, null, null, name(type), name(type));
  }

  /** Begins an item that is the value of another item's property. */
  Item nested(Item parent, String property, String type) {
    String name = name(property);
    return new Item(parent.syntax, items++, parent, name, name(type), parent.nextPath(name));
  }

  /** Adds a value; blank ones are no values. */
  void add(Item item, String property, String value) {
    String name = name(property);
    String folded = FoldedText.of(value, MAX_VALUE);
    if (!folded.isEmpty() && !name.isEmpty() && !isFull()) {
      total += folded.length();
      leaves.add(new Leaf(item, name, item.nextPath(name), folded));
    }
  }

  private static String name(String raw) {
    return FoldedText.of(raw, MAX_NAME);
  }

  /** Type or property without its vocabulary: {@code https://schema.org/Product} is Product. */
  static String local(String name) {
    String stripped = name.strip();
    int cut = Math.max(stripped.lastIndexOf('/'), stripped.lastIndexOf('#'));
    if (cut >= 0 && cut < stripped.length() - 1) {
      return stripped.substring(cut + 1);
    }
    return stripped.startsWith("schema:") ? stripped.substring("schema:".length()) : stripped;
  }
}
