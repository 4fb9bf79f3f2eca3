package lode.domain.crawl;

import java.time.Instant;
import java.util.Optional;
import lode.domain.url.WebUrl;

/**
 * A page that a sitemap names.
 *
 * @param lastModified when the site says it last changed; a date without time is its first instant in UTC
 * @param priority 0 to 1 within the site; 0.5 if the sitemap does not say
 */
public record SitemapEntry(WebUrl url, Optional<Instant> lastModified, double priority) {}
