package lode.domain.document;

import java.util.List;
import lode.domain.url.SessionIds;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Addresses of links and images as they stand in markdown. */
final class LinkTarget {

  private static final int MAX_LENGTH = 2_000;

  /** Attributes in which pages that load images late name them. */
  private static final List<String> LATE =
      List.of("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url");

  private LinkTarget() {}

  /**
   * The address as it stands, made safe inside of parentheses; null when it leads nowhere. A session id
   * would make another document of each visit, and another prompt to pay for.
   */
  static @Nullable String of(String raw) {
    String href = SessionIds.removedFrom(FoldedText.of(raw));
    boolean leadsNowhere =
        href.isEmpty()
            || href.length() > MAX_LENGTH
            || href.startsWith("#")
            || href.regionMatches(true, 0, "javascript:", 0, 11)
            || href.regionMatches(true, 0, "data:", 0, 5);
    return leadsNowhere
        ? null
        : href.replace(" ", "%20")
            .replace("(", "%28")
            .replace(")", "%29")
            .replace("|", "%7C")
            .replace("<", "%3C")
            .replace("\\", "%5C");
  }

  /** The address of an image, null without one. */
  static @Nullable String ofImage(Element image) {
    String address = null;
    for (String name : LATE) {
      address = address == null ? of(image.attr(name)) : address;
    }
    address = address == null ? of(image.attr("src")) : address;
    address = address == null ? of(first(image.attr("srcset"))) : address;
    address = address == null ? of(first(image.attr("data-srcset"))) : address;
    Element parent = image.parent();
    Element source = parent != null && parent.nameIs("picture") ? parent.firstElementChild() : null;
    return address == null && source != null ? of(first(source.attr("srcset"))) : address;
  }

  /** The first address of a list of candidates (HTML standard, "srcset attributes"). */
  private static String first(String set) {
    String stripped = set.strip();
    int end = 0;
    while (end < stripped.length() && !FoldedText.isSpace(stripped.charAt(end))) {
      end++;
    }
    String address = stripped.substring(0, end);
    return address.endsWith(",") ? address.substring(0, end - 1) : address;
  }
}
