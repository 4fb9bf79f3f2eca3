package lode.domain.crawl;

import java.time.Instant;
import lode.domain.document.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * A fetched page as it is stored.
 *
 * @param contentType the response's header, which names the charset
 * @param visibleHash of the visible text: whether the page changed
 * @param warning what a reader of the page should know, {@code HTTP 404}; null for nothing
 * @param identity what tells whether it is another URL's page
 * @param languageCertainty how certain the language is, 0 to 1; null when it is not known
 * @param rendered whether the body is what a browser made of the page
 */
public record StoredPage(
    int httpStatus,
    byte[] body,
    @Nullable String contentType,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String title,
    @Nullable String language,
    ContentHash visibleHash,
    @Nullable String warning,
    Instant fetchedAt,
    PageIdentity identity,
    @Nullable Double languageCertainty,
    boolean rendered) {

  /** Ends the warning of a page that is empty until its scripts have run. */
  public static final String NEEDS_BROWSER = "rendering needed, no browser";

  /** A page as it was sent, of which nothing more is known. */
  public StoredPage(
      int httpStatus,
      byte[] body,
      @Nullable String contentType,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable String title,
      @Nullable String language,
      ContentHash visibleHash,
      @Nullable String warning,
      Instant fetchedAt) {
    this(
        httpStatus,
        body,
        contentType,
        etag,
        lastModified,
        title,
        language,
        visibleHash,
        warning,
        fetchedAt,
        PageIdentity.NONE,
        null,
        false);
  }
}
