package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who made a page, when, and where it says that it belongs, as the page itself tells. Times are ISO
 * 8601 to the precision that is stated: {@code 2024-05-01}, {@code 2024-05-01T09:30:00+02:00}.
 *
 * @param authors names in the order of the page, without titles of articles, sites and accounts
 * @param published when it was published, or null
 * @param modified when it was last changed, or null
 * @param publishedAsStated the published time as the page has it, or null
 * @param modifiedAsStated the modified time as the page has it, or null
 * @param siteName name of the site, or null
 * @param canonicalUrl the page's own address as it declares it, which may be relative; or null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PageMetadata(
    List<String> authors,
    @Nullable String published,
    @Nullable String modified,
    @Nullable String publishedAsStated,
    @Nullable String modifiedAsStated,
    @Nullable String siteName,
    @Nullable String canonicalUrl) {

  /** Nothing is known. */
  public static final PageMetadata NONE =
      new PageMetadata(List.of(), null, null, null, null, null, null);

  public PageMetadata {
    authors = authors == null ? List.of() : List.copyOf(authors);
  }

  /** All authors as one line of text, or null without any. */
  public @Nullable String author() {
    return authors.isEmpty() ? null : String.join(", ", authors);
  }
}
