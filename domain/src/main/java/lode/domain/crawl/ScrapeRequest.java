package lode.domain.crawl;

import java.util.List;

/**
 * A scrape, read: what became of each line, and the crawl of exactly the URLs that are left.
 *
 * @param lines one answer for each entry of the list
 * @param crawl fetches these URLs and follows no link
 */
public record ScrapeRequest(List<ListedUrl> lines, CrawlRequest crawl) {

  public ScrapeRequest {
    lines = List.copyOf(lines);
  }
}
