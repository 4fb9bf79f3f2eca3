package lode.activities.crawl;

import java.time.Duration;

/**
 * How a worker crawls.
 *
 * @param robotsToken product token that robots.txt rules are looked up for
 * @param fetches fetches of one batch under way at once
 * @param maxBodyBytes longest page that is kept, after decompression
 * @param retryPause pause before the first retry of a page; each further one is four times as long
 * @param maxAttempts fetches of one page before it counts as failed
 */
public record CrawlSettings(
    String robotsToken, int fetches, int maxBodyBytes, Duration retryPause, int maxAttempts) {

  /** The same with another number of fetches at once. */
  CrawlSettings withFetches(int other) {
    return new CrawlSettings(robotsToken, other, maxBodyBytes, retryPause, maxAttempts);
  }
}
