package lode.domain.crawl;

/** Gets pages over HTTP; never follows redirects, never connects to a refused address. */
public interface PageFetcher {

  /** One attempt; failures of the site are values. */
  FetchResponse fetch(FetchRequest request);
}
