package lode.activities.crawl;

/** Somebody paused or stopped the crawl while it was being opened. */
final class CrawlHeld extends RuntimeException {

  private static final long serialVersionUID = 1;
}
