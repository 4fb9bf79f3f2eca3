package lode.domain.crawl;

import lode.domain.document.ContentPrint;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a page is another URL's page.
 *
 * @param canonical the URL that the page says its content belongs to; null when it names none, itself,
 *     or several
 * @param print of what it says; null when it is compared with no other
 */
public record PageIdentity(@Nullable CanonicalUrl canonical, @Nullable ContentPrint print) {

  /** A page that is compared with no other. */
  public static final PageIdentity NONE = new PageIdentity(null, null);
}
