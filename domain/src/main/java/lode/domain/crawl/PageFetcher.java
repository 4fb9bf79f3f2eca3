package lode.domain.crawl;

/** Gets pages over HTTP; never follows redirects, never connects to a refused address. */
public interface PageFetcher {

  /** One attempt; failures of the site are values. */
  FetchResponse fetch(FetchRequest request);

  /**
   * The same.
   *
   * @param leaving is told, once, when the request is written to a connection that stands; a fetcher
   *     that cannot know this never tells
   */
  default FetchResponse fetch(FetchRequest request, Runnable leaving) {
    return fetch(request);
  }
}
