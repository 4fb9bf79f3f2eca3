package lode.domain.document;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a page's own address says of the thing that the page is about. */
final class PageAddress {

  /** Shorter numbers are in many addresses by chance. */
  private static final int LEAST = 5;

  private static final int LONGEST = 500;

  private static final Set<String> KEYS =
      Set.of(
          "pid",
          "productid",
          "product_id",
          "sku",
          "itemid",
          "item_id",
          "goods_id",
          "goodsno",
          "id_product");

  private final String path;
  private final String squeezed;

  private PageAddress(String path) {
    this.path = path;
    this.squeezed = squeezed(path);
  }

  static PageAddress of(String url) {
    int host = url.indexOf("//");
    int start = url.indexOf('/', host < 0 ? 0 : host + 2);
    String path = start < 0 ? "" : url.substring(start);
    return new PageAddress(path.substring(0, Math.min(LONGEST, path.length())));
  }

  /** Whether the address repeats the identifier as a whole, its points and dashes aside. */
  boolean holds(String identifier) {
    String wanted = squeezed(identifier);
    boolean number = wanted.chars().anyMatch(c -> c >= '0' && c <= '9');
    return number
        && wanted.length() >= LEAST
        && (stands(path.toLowerCase(Locale.ROOT), identifier.toLowerCase(Locale.ROOT))
            || !wanted.equals(identifier) && stands(squeezed, wanted));
  }

  private static boolean stands(String text, String wanted) {
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      if (at > 0 && joins(text.charAt(at - 1), wanted.charAt(0))) {
        continue;
      }
      if (end == text.length() || !joins(text.charAt(end), wanted.charAt(wanted.length() - 1))) {
        return true;
      }
    }
    return false;
  }

  /** Two digits, or two letters, belong together. */
  private static boolean joins(char one, char other) {
    return Character.isDigit(one) && Character.isDigit(other)
        || Character.isLetter(one) && Character.isLetter(other);
  }

  /** The value of a parameter of the address that is called an identifier. */
  Optional<String> identifier() {
    for (String pair : path.substring(path.indexOf('?') + 1).split("[&#]")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && KEYS.contains(pair.substring(0, equals).toLowerCase(Locale.ROOT))) {
        String value = pair.substring(equals + 1);
        if (value.length() >= LEAST && value.matches("(?=.*\\d)[A-Za-z0-9._-]+")) {
          return Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  private static String squeezed(String text) {
    return text.replaceAll("[^A-Za-z0-9/?&=]", "").toLowerCase(Locale.ROOT);
  }
}
