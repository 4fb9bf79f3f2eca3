package lode.domain.extraction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the variants of one thing say of the thing: it can be had where one of them can, and no
 * identifier of one size or colour is the thing's own.
 */
final class Variants {

  private static final Pattern IDENTIFIER =
      Pattern.compile("(?:.*\\.)?(?:sku|mpn|productID|gtin\\d{0,2})", Pattern.CASE_INSENSITIVE);
  private static final Set<String> HAD =
      Set.of("instock", "limitedavailability", "onlineonly", "instoreonly");

  /** Two notations of one page may differ; three values are three things. */
  private static final int SEVERAL = 3;

  private Variants() {}

  static boolean isIdentifier(String path) {
    return IDENTIFIER.matcher(path).matches();
  }

  /** Without what only single variants say. */
  static List<StructuredItem.Leaf> shared(String path, List<StructuredItem.Leaf> leaves) {
    if (leaves.size() < 2) {
      return leaves;
    }
    if (path.endsWith("availability")) {
      List<StructuredItem.Leaf> had =
          leaves.stream().filter(leaf -> HAD.contains(state(leaf))).toList();
      return had.isEmpty() ? leaves : had;
    }
    return isIdentifier(path) && distinct(leaves) > 1 ? List.of() : leaves;
  }

  /** Whether items of one name are the variants of a thing, each with its own identifier. */
  static boolean are(List<StructuredItem> items) {
    Set<String> identifiers = new HashSet<>();
    items.forEach(item -> item.leaf("sku").ifPresent(leaf -> identifiers.add(leaf.value())));
    return identifiers.size() >= SEVERAL;
  }

  private static long distinct(List<StructuredItem.Leaf> leaves) {
    return leaves.stream().map(leaf -> leaf.value().value()).distinct().count();
  }

  private static String state(StructuredItem.Leaf leaf) {
    String value = leaf.value().value();
    String last = value.substring(value.lastIndexOf('/') + 1);
    return last.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  /** All paths of the items, those with one path together. */
  static List<StructuredItem.Leaf> paths(List<StructuredItem> items) {
    List<StructuredItem.Leaf> paths = new ArrayList<>();
    items.forEach(item -> paths.addAll(item.paths()));
    return paths;
  }
}
