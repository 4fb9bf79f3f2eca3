package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.project.SchemaProblem;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A change of a crawl that runs; see {@link CrawlRequest} for the members.
 *
 * @param maxPages null leaves it as it is
 * @param minDelayMs null leaves it as it is
 * @param liftPatterns patterns whose quota is lifted; what was skipped for it waits again
 */
public record CrawlChange(
    List<Seed> addSeeds,
    List<String> addExcludePaths,
    @Nullable Integer maxPages,
    @Nullable Integer minDelayMs,
    List<String> liftPatterns) {

  public CrawlChange {
    addSeeds = List.copyOf(addSeeds);
    addExcludePaths = List.copyOf(addExcludePaths);
    liftPatterns = List.copyOf(liftPatterns);
  }

  /**
   * The request with this change.
   *
   * @throws CrawlInvalid when it has too many seeds or patterns then
   */
  public CrawlRequest appliedTo(CrawlRequest request) {
    Map<CanonicalUrl, Seed> seeds = new LinkedHashMap<>();
    request.seeds().forEach(seed -> seeds.put(seed.url(), seed));
    addSeeds.forEach(seed -> seeds.putIfAbsent(seed.url(), seed));
    Set<String> excludes = new LinkedHashSet<>(request.excludePaths());
    excludes.addAll(addExcludePaths);
    Set<String> lifted = new LinkedHashSet<>(request.quotas().liftPatterns());
    lifted.addAll(liftPatterns);
    requireRoom(seeds.size(), excludes.size(), lifted.size());
    int delay = minDelayMs == null ? request.minDelayMs() : minDelayMs;
    return request.steered(
        List.copyOf(seeds.values()),
        maxPages == null ? request.maxPages() : maxPages,
        List.copyOf(excludes),
        delay,
        concurrency(request, delay),
        List.copyOf(lifted));
  }

  private static void requireRoom(int seeds, int excludes, int lifted) {
    List<SchemaProblem> problems = new ArrayList<>();
    if (seeds > CrawlRequestReader.MAX_SEEDS) {
      problems.add(tooMany("/addSeeds", "seeds", seeds, CrawlRequestReader.MAX_SEEDS));
    }
    if (excludes > CrawlRequestReader.MAX_ENTRIES) {
      problems.add(
          tooMany("/addExcludePaths", "excludePaths", excludes, CrawlRequestReader.MAX_ENTRIES));
    }
    if (lifted > ChoiceReader.MAX_LIFTED) {
      problems.add(tooMany("/liftPatterns", "liftPatterns", lifted, ChoiceReader.MAX_LIFTED));
    }
    if (!problems.isEmpty()) {
      throw new CrawlInvalid(problems);
    }
  }

  private static SchemaProblem tooMany(String pointer, String what, int count, int most) {
    return new SchemaProblem(
        pointer,
        "the crawl would have " + count + " " + what + "; at most " + most + " are allowed");
  }

  /** As in a new request: an explicit 0 lifts one request at a time, and only that. */
  private static int concurrency(CrawlRequest request, int delay) {
    boolean wasPaced = request.minDelayMs() > 0;
    int present = request.maxConcurrencyPerHost();
    if (wasPaced && delay == 0 && present == 1) {
      return CrawlRequest.CONCURRENCY_WITHOUT_DELAY;
    }
    return !wasPaced && delay > 0 && present == CrawlRequest.CONCURRENCY_WITHOUT_DELAY
        ? 1
        : present;
  }
}
