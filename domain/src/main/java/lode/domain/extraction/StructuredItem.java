package lode.domain.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lode.domain.document.StructuredValue;
import org.jspecify.annotations.Nullable;

/** One item of a page's structured data with the items nested in it. */
final class StructuredItem {

  /** Holders whose members are things of their own on the page, not remarks about another thing. */
  private static final Set<String> STANDING =
      Set.of(
          "mainEntity",
          "mainEntityOfPage",
          "itemListElement",
          "item",
          "hasVariant",
          "@graph",
          "member",
          "employee",
          "location",
          "department",
          "subOrganization",
          "itemOffered",
          "hasOfferCatalog",
          "makesOffer",
          "containsPlace",
          "subEvent");

  private static final int DEEPEST = 6;

  /** A leaf with the property names that lead to it, joined by points. */
  record Leaf(String path, StructuredValue value, StructuredItem holder) {}

  private final int id;
  private final String type;
  private final @Nullable String parentProperty;
  private @Nullable StructuredItem parent;
  private final List<StructuredValue> leaves = new ArrayList<>();
  private final List<StructuredItem> children = new ArrayList<>();

  private StructuredItem(StructuredValue first) {
    this.id = first.itemId();
    this.type = first.itemType();
    this.parentProperty = first.parentProperty();
  }

  /** All items of a page, in the order of their first leaves. */
  static List<StructuredItem> of(List<StructuredValue> values) {
    Map<Integer, StructuredItem> items = new LinkedHashMap<>();
    for (StructuredValue value : values) {
      items.computeIfAbsent(value.itemId(), id -> new StructuredItem(value)).leaves.add(value);
    }
    for (StructuredItem item : items.values()) {
      Integer parentId = item.leaves.get(0).parentItemId();
      StructuredItem parent = parentId == null ? null : items.get(parentId);
      if (parent != null && parent.id != item.id) {
        item.parent = parent;
        parent.children.add(item);
      }
    }
    return List.copyOf(items.values());
  }

  @Nullable Subject subject() {
    return Subject.ofType(type);
  }

  String type() {
    return type;
  }

  @Nullable StructuredItem parent() {
    return parent;
  }

  List<StructuredValue> leaves() {
    return leaves;
  }

  /** Whether the page states it for its own sake: no related product, review author, brand. */
  boolean stands() {
    StructuredItem item = this;
    for (int depth = 0; depth < DEEPEST; depth++) {
      String property = item.parentProperty;
      if (property == null) {
        return !item.type.equals("BreadcrumbList");
      }
      boolean ownSite =
          property.equals("publisher") && item.parent != null && item.parent.type.equals("WebSite");
      if (!STANDING.contains(property) && !ownSite || item.type.equals("BreadcrumbList")) {
        return false;
      }
      if (item.parent == null) {
        // The holder has no leaf of its own, as an ItemList often has not.
        return true;
      }
      item = item.parent;
    }
    return false;
  }

  /** Whether it stands in a list of things. */
  boolean listed() {
    for (StructuredItem item = this; item != null; item = item.parent) {
      if (item.type.equals("ItemList")
          || item.type.equals("ListItem")
          || "itemListElement".equals(item.parentProperty)) {
        return true;
      }
    }
    return false;
  }

  Optional<StructuredValue> leaf(String property) {
    return leaves.stream().filter(leaf -> leaf.property().equals(property)).findFirst();
  }

  /** What the item is called. */
  Optional<StructuredValue> name() {
    return leaf("name").or(() -> leaf("headline")).or(() -> leaf("title"));
  }

  /** The leaves of this item and of the items nested in it. */
  List<Leaf> paths() {
    List<Leaf> paths = new ArrayList<>();
    collect("", paths, 0);
    return paths;
  }

  /** Nested {@code PropertyValue} items: properties that the vocabulary has no name for. */
  List<StructuredItem> additionalProperties() {
    return children.stream()
        .filter(child -> "additionalProperty".equals(child.parentProperty))
        .toList();
  }

  private void collect(String prefix, List<Leaf> paths, int depth) {
    for (StructuredValue leaf : leaves) {
      paths.add(new Leaf(prefix + leaf.property(), leaf, this));
    }
    if (depth < DEEPEST) {
      for (StructuredItem child : children) {
        child.collect(prefix + child.parentProperty + ".", paths, depth + 1);
      }
    }
  }
}
