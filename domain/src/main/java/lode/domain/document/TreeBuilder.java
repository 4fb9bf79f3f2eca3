package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lode.domain.document.StructuredTree.Item;
import lode.domain.document.StructuredTree.Origin;
import lode.domain.document.StructuredTree.Value;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link StructuredTree}: puts leaves together to items, then merges items of one kind that
 * have the same id, or the same name, number or address and nothing that tells them apart.
 */
final class TreeBuilder {

  /** Properties that tell one thing from others of its kind. */
  private static final List<String> KEYS = List.of("sku", "gtin", "mpn", "name", "headline", "url");

  /** Different values of these are different things. */
  private static final Set<String> TELLING_APART = Set.of("sku", "gtin", "name");

  private static final int MAX_DEPTH = 64;
  private static final int MAX_TEXTS = 4;

  /** An item while it is put together. */
  private static final class Draft {
    private String type;
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private boolean isNested;
    private boolean isPlaced;
    private @Nullable Draft mergedInto;

    private Draft(String type) {
      this.type = type;
    }

    private Draft target() {
      Draft draft = this;
      while (draft.mergedInto != null) {
        draft = draft.mergedInto;
      }
      return draft;
    }

    private List<Part> of(String property) {
      return parts.computeIfAbsent(property, none -> new ArrayList<>());
    }

    /** The first few texts: a page has a title of its own and one for others. */
    private Set<String> texts(String property) {
      Set<String> texts = new LinkedHashSet<>();
      List<Part> found = parts.getOrDefault(property, List.of());
      for (Part part : found.subList(0, Math.min(found.size(), MAX_TEXTS))) {
        if (part.plain != null) {
          texts.add(part.plain);
        }
      }
      return texts;
    }

    private @Nullable String text(String property) {
      List<Part> found = parts.getOrDefault(property, List.of());
      return found.isEmpty() ? null : found.get(0).plain;
    }
  }

  /** A value while it is put together. */
  private static final class Part {
    private final @Nullable String text;
    private final @Nullable String plain;
    private final @Nullable Draft draft;
    private final List<Origin> origins = new ArrayList<>();

    private Part(@Nullable String text, @Nullable Draft draft) {
      this.text = text;
      this.plain = text == null ? null : FoldedText.of(text).toLowerCase(Locale.ROOT);
      this.draft = draft;
    }
  }

  private final Map<Integer, Draft> drafts = new TreeMap<>();
  private final Map<String, Draft> byKey = new HashMap<>();
  private @Nullable Draft page;

  private TreeBuilder() {}

  static List<Item> items(List<StructuredValue> leaves) {
    TreeBuilder builder = new TreeBuilder();
    for (int i = 0; i < leaves.size(); i++) {
      builder.add(leaves.get(i), new Origin(leaves.get(i).syntax(), i));
    }
    return builder.merged();
  }

  private void add(StructuredValue leaf, Origin origin) {
    Draft holder = leaf.syntax().isMetaTag() ? page(leaf) : draft(leaf);
    String path = TreeNames.path(leaf);
    int point = path.indexOf('.');
    if (point < 0) {
      addText(holder, path, leaf.value(), origin);
    } else {
      String property = path.substring(0, point);
      String inner = path.substring(point + 1);
      addText(inner(holder, property, inner), inner, leaf.value(), origin);
    }
  }

  /** All meta tags speak of the page's one thing. */
  private Draft page(StructuredValue leaf) {
    if (page == null) {
      page = new Draft("WebPage");
      drafts.put(leaf.itemId(), page);
    }
    if (leaf.property().equalsIgnoreCase("og:type")) {
      page.type = TreeNames.openGraphType(leaf.value());
    } else if (leaf.property().startsWith("product:price") && page.type.equals("WebPage")) {
      page.type = "Product";
    }
    return page;
  }

  private Draft draft(StructuredValue leaf) {
    Draft draft = drafts.computeIfAbsent(leaf.itemId(), none -> new Draft("Thing"));
    if (draft.isPlaced) {
      return draft;
    }
    draft.isPlaced = true;
    draft.type = leaf.itemType().isEmpty() ? "Thing" : leaf.itemType();
    if (leaf.parentItemId() != null && leaf.parentProperty() != null) {
      // The parent may have no text of its own, or have it later.
      Draft parent = drafts.computeIfAbsent(leaf.parentItemId(), none -> new Draft("Thing"));
      draft.isNested = parent != draft;
      parent.of(leaf.parentProperty()).add(new Part(null, draft));
    }
    return draft;
  }

  /** The object that a meta tag with a structure of its own fills: a new image begins with its URL. */
  private Draft inner(Draft holder, String property, String inner) {
    List<Part> parts = holder.of(property);
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    boolean isNew = last == null || last.draft == null;
    if (!isNew && inner.toLowerCase(Locale.ROOT).endsWith("url")) {
      isNew = last.draft.parts.containsKey(inner);
    }
    if (isNew) {
      Draft draft = new Draft(innerType(property));
      draft.isNested = true;
      parts.add(new Part(null, draft));
      return draft;
    }
    return last.draft;
  }

  private static String innerType(String property) {
    return switch (property) {
      case "image" -> "ImageObject";
      case "video" -> "VideoObject";
      case "audio" -> "AudioObject";
      case "offers" -> "Offer";
      case "address" -> "PostalAddress";
      default -> "Thing";
    };
  }

  private static void addText(Draft holder, String property, String text, Origin origin) {
    List<Part> parts = holder.of(property);
    Part fresh = new Part(text, null);
    Part same = find(parts, fresh);
    Part part = same == null ? fresh : same;
    part.origins.add(origin);
    if (same == null) {
      parts.add(fresh);
    }
  }

  /** Compared with the first few only: a property of thousands of values is a list. */
  private static @Nullable Part find(List<Part> parts, Part wanted) {
    int limit = Math.min(parts.size(), 20);
    for (Part part : parts.subList(0, limit)) {
      if (part.plain != null && part.plain.equals(wanted.plain)) {
        return part;
      }
    }
    return null;
  }

  private List<Item> merged() {
    List<Draft> tops = drafts.values().stream().filter(draft -> !draft.isNested).toList();
    tops.forEach(this::mergeByKeys);
    List<Item> items = new ArrayList<>();
    for (Draft top : tops) {
      if (top.mergedInto == null) {
        items.add(item(top, 0));
      }
    }
    return items;
  }

  /** Merges an item into an earlier one that it shares a key with, else files its own keys. */
  private void mergeByKeys(Draft draft) {
    List<String> keys = keys(draft);
    for (String key : keys) {
      Draft other = byKey.get(key);
      Draft target = other == null ? null : other.target();
      if (target != null && target != draft && (key.startsWith("@id") || agree(target, draft))) {
        merge(target, draft, 0);
        keys.forEach(own -> byKey.putIfAbsent(own, target));
        return;
      }
    }
    keys.forEach(key -> byKey.putIfAbsent(key, draft));
  }

  private static List<String> keys(Draft draft) {
    List<String> keys = new ArrayList<>();
    String id = draft.text("@id");
    if (id != null) {
      keys.add("@id " + id);
    }
    String family = TreeNames.family(draft.type);
    for (String key : KEYS) {
      for (String value : draft.texts(key)) {
        keys.add(family + " " + (key.equals("headline") ? "name" : key) + " " + value);
      }
    }
    return keys;
  }

  private static boolean agree(Draft one, Draft other) {
    for (String property : TELLING_APART) {
      Set<String> first = one.texts(property);
      Set<String> second = other.texts(property);
      boolean isSame = first.isEmpty() || second.isEmpty() || !Collections.disjoint(first, second);
      if (!isSame && !(property.equals("name") && shares(one, other))) {
        return false;
      }
    }
    return true;
  }

  /** A number that both have tells more than two ways of writing a name. */
  private static boolean shares(Draft one, Draft other) {
    for (String key : List.of("sku", "gtin", "mpn")) {
      String value = one.text(key);
      if (value != null && value.equals(other.text(key))) {
        return true;
      }
    }
    return false;
  }

  private void merge(Draft target, Draft draft, int depth) {
    draft.mergedInto = target;
    if (target.type.equals("Thing")) {
      target.type = draft.type;
    }
    draft.parts.forEach(
        (property, parts) -> {
          List<Part> into = target.of(property);
          int before = into.size();
          for (Part part : parts) {
            Part same = part.draft == null ? find(into, part) : sameItem(into, before, part.draft);
            if (same == null) {
              into.add(part);
            } else if (part.draft == null) {
              same.origins.addAll(part.origins);
            } else if (depth < MAX_DEPTH) {
              merge(same.draft, part.draft, depth + 1);
            }
          }
        });
  }

  /** The nested item that says the same: one text in common, none that tells the two apart. */
  private static @Nullable Part sameItem(List<Part> parts, int before, Draft draft) {
    for (Part part : parts.subList(0, Math.min(before, 20))) {
      if (part.draft != null && part.draft != draft && isSameNested(part.draft, draft)) {
        return part;
      }
    }
    return null;
  }

  private static boolean isSameNested(Draft one, Draft other) {
    boolean isKind =
        one.type.equals("Thing")
            || other.type.equals("Thing")
            || TreeNames.family(one.type).equals(TreeNames.family(other.type));
    String price = one.text("price");
    String otherPrice = other.text("price");
    boolean isPrice = price == null || otherPrice == null || price.equals(otherPrice);
    if (!isKind || !isPrice || !agree(one, other)) {
      return false;
    }
    return one.parts.keySet().stream()
        .anyMatch(key -> one.text(key) != null && one.text(key).equals(other.text(key)));
  }

  private static Item item(Draft draft, int depth) {
    Map<String, List<Value>> properties = new LinkedHashMap<>();
    draft.parts.forEach(
        (property, parts) -> {
          List<Value> values = new ArrayList<>();
          for (Part part : parts) {
            if (part.draft == null) {
              values.add(new Value(part.text, null, part.origins));
            } else if (depth < MAX_DEPTH) {
              values.add(new Value(null, item(part.draft, depth + 1), List.of()));
            }
          }
          properties.put(property, List.copyOf(values));
        });
    return new Item(draft.type, properties);
  }
}
