package lode.domain.document;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link as it stands in a page.
 *
 * @param href value of the attribute, stripped, to be resolved against {@link ParsedPage#base}
 * @param text visible text with white space folded, at most 200 code units; empty if there is none
 * @param rel lower-case tokens of the rel attribute
 * @param kind the element it comes from
 * @param hreflang language tag of the target as declared, or null
 */
public record PageLink(
    String href, String text, Set<String> rel, Kind kind, @Nullable String hreflang) {

  public PageLink {
    rel = Set.copyOf(rel);
  }

  /** True when the page asks not to follow this link. */
  public boolean isNofollow() {
    return rel.contains("nofollow");
  }

  /** The element that a link comes from. */
  public enum Kind {
    ANCHOR,
    AREA,
    /** {@code <link rel=next>} or {@code rel=prev}: the neighbour in a series of pages. */
    SERIES,
    /** {@code <link rel=alternate hreflang=...>}: the same page in another language. */
    TRANSLATION
  }
}
