package lode.domain.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Order of what sitemaps name, as {@link NewEntry#priority}: the newer {@code lastmod} is, the earlier
 * inside a depth; without one after those that have one; and what did not change since the project
 * last had it comes last, in the same order. The protocol's {@code priority} is not asked: it says
 * how pages of a site compare for its owner, and most generators write a constant.
 */
public final class SitemapOrder {

  /** Below every priority that a time gives. */
  private static final int SEEN = -1_000_000_000;

  /** Clocks differ; what is dated later than this from now on says nothing. */
  private static final Duration LATER = Duration.ofDays(1);

  private SitemapOrder() {}

  /** Minutes since 1970; 0 without a time, or with one that cannot be. */
  public static int priority(Optional<Instant> lastModified, Instant now) {
    return lastModified
        .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(now.plus(LATER)))
        .map(time -> (int) (time.getEpochSecond() / 60))
        .orElse(0);
  }

  /** The entries, those last that are no newer than what the project has. */
  public static List<NewEntry> behind(List<NewEntry> entries, Map<CanonicalUrl, Instant> verified) {
    return entries.stream().map(entry -> behind(entry, verified.get(entry.url()))).toList();
  }

  private static NewEntry behind(NewEntry entry, @Nullable Instant verified) {
    boolean seen =
        verified != null
            && entry.priority() > 0
            && entry.priority() <= verified.getEpochSecond() / 60;
    return seen ? entry.withPriority(SEEN + entry.priority()) : entry;
  }
}
