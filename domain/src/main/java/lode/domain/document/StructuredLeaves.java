package lode.domain.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the leaves of a page's structured data in reading order, with bounds for each notation
 * and for all of them, so that much of one leaves room for the others.
 */
final class StructuredLeaves {

  /** Leaves of one notation that are kept. */
  static final int MAX_LEAVES = 3_000;

  /** Leaves of one page that are kept. */
  static final int MAX_PAGE_LEAVES = 6_000;

  /** Leaves of scripts' data that are kept, for each of its two kinds. */
  static final int MAX_SCRIPT_LEAVES = 600;

  /** Longer values are cut here. */
  static final int MAX_VALUE = 4_000;

  private static final int MAX_TOTAL = 400_000;
  private static final int MAX_SCRIPT_TOTAL = 60_000;
  private static final int MAX_PAGE_TOTAL = 800_000;
  private static final int MAX_NAME = 100;

  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<StructuredValue.Syntax, Taken> taken =
      new EnumMap<>(StructuredValue.Syntax.class);
  private final Taken ofPage = new Taken();
  private int items;

  /** Leaves that a notation or the page has, and their code units. */
  private static final class Taken {
    private int leaves;
    private int total;

    private void add(int length) {
      leaves++;
      total += length;
    }

    private boolean reaches(int maxLeaves, int maxTotal) {
      return leaves >= maxLeaves || total >= maxTotal;
    }
  }

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

  /** Whether nothing more of this notation is taken. */
  boolean isFull(StructuredValue.Syntax syntax) {
    boolean isScript = syntax.isScriptData();
    int maxLeaves = isScript ? MAX_SCRIPT_LEAVES : MAX_LEAVES;
    int maxTotal = isScript ? MAX_SCRIPT_TOTAL : MAX_TOTAL;
    return ofPage.reaches(MAX_PAGE_LEAVES, MAX_PAGE_TOTAL)
        || taken(syntax).reaches(maxLeaves, maxTotal);
  }

  private Taken taken(StructuredValue.Syntax syntax) {
    return taken.computeIfAbsent(syntax, none -> new Taken());
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
    if (!folded.isEmpty() && !name.isEmpty() && !isFull(item.syntax)) {
      Leaf leaf = new Leaf(item, name, item.nextPath(name), folded);
      int length = leaf.path().length() + folded.length();
      taken(item.syntax).add(length);
      ofPage.add(length);
      leaves.add(leaf);
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
