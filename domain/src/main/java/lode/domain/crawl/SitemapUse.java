package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a crawl does with sitemaps. */
public enum SitemapUse {
  /** Links and sitemaps. */
  INCLUDE,
  /** Links only. */
  SKIP,
  /** Sitemaps only: links of pages are not followed. */
  ONLY;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static SitemapUse of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
