package lode.domain.crawl;

import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A claimed entry of the frontier.
 *
 * @param depth links away from a seed
 * @param hops redirects that led to it one after the other
 * @param attempts fetches tried before this one
 * @param known what the project already holds of the URL; null when nothing
 */
public record FrontierEntry(
    CanonicalUrl url,
    int depth,
    int hops,
    String sourceGroup,
    int attempts,
    @Nullable KnownPage known) {

  /** The same entry after one more fetch. */
  public FrontierEntry tried() {
    return new FrontierEntry(url, depth, hops, sourceGroup, attempts + 1, known);
  }
}
