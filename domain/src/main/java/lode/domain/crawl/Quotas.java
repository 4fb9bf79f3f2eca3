package lode.domain.crawl;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of one thing a crawl takes.
 *
 * @param maxPagesPerHost pages of one host and port that are stored or verified unchanged; null for
 *     no such limit
 * @param liftPatterns patterns, as {@link TrapGuard#patternKey} writes them, of which a crawl takes
 *     any number
 */
public record Quotas(@Nullable Integer maxPagesPerHost, List<String> liftPatterns) {

  /** The patterns' own limits only. */
  public static final Quotas NONE = new Quotas(null, List.of());

  public Quotas {
    liftPatterns = List.copyOf(Objects.requireNonNullElse(liftPatterns, List.of()));
  }

  Quotas lifting(List<String> patterns) {
    return new Quotas(maxPagesPerHost, patterns);
  }
}
