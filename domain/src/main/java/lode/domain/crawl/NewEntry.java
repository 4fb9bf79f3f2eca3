package lode.domain.crawl;

import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL that a crawl found.
 *
 * @param pattern the URL's shape, see {@link TrapGuard}
 * @param priority higher is fetched earlier inside its depth; in a focused crawl the relevance in
 *     thousandths, and the best is fetched first whatever its depth
 * @param hops redirects that led to it one after the other
 * @param skipRule why it is not to be fetched; null when it is
 */
public record NewEntry(
    CanonicalUrl url,
    String pattern,
    int depth,
    int priority,
    int hops,
    String sourceGroup,
    @Nullable String skipRule) {

  /** Before whatever else has no link to it, such as the entries of a sitemap. */
  private static final int SEEDS_FIRST = 2_000_000_000;

  /** The entry of a seed. */
  public static NewEntry of(Seed seed) {
    return new NewEntry(
        seed.url(), TrapGuard.patternKey(seed.url()), 0, SEEDS_FIRST, 0, seed.sourceGroup(), null);
  }

  /** The same entry with another priority. */
  public NewEntry withPriority(int other) {
    return new NewEntry(url, pattern, depth, other, hops, sourceGroup, skipRule);
  }

  /** The same entry with another rule that keeps it out. */
  public NewEntry withSkipRule(@Nullable String rule) {
    return new NewEntry(url, pattern, depth, priority, hops, sourceGroup, rule);
  }
}
