package lode.activities.crawl;

import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.PageFetcher;
import lode.domain.url.WebUrl;

/**
 * Fetches for one crawl: with its headers where they belong, its proxy, its cookies. What belongs to
 * which request is decided by the request's own URL, so that no redirect and no foreign sitemap can
 * lead a secret away.
 */
final class CrawlFetcher implements PageFetcher {

  private final PageFetcher fetcher;
  private final CrawlAccess access;
  private final CrawlCookieJars cookies;

  CrawlFetcher(PageFetcher fetcher, CrawlAccess access, CrawlCookieJars cookies) {
    this.fetcher = fetcher;
    this.access = access;
    this.cookies = cookies;
  }

  @Override
  public FetchResponse fetch(FetchRequest request) {
    return fetch(request, () -> {});
  }

  @Override
  public FetchResponse fetch(FetchRequest request, Runnable leaving) {
    WebUrl url = request.url();
    FetchRequest full = request.withAccess(access.to(hostKey(url)));
    FetchResponse response =
        fetcher.fetch(cookies.header(url).map(full::withCookie).orElse(full), leaving);
    if (response instanceof FetchResponse.Redirected redirected) {
      cookies.take(url, redirected.setCookies());
    } else if (response instanceof FetchResponse.Answered answered) {
      cookies.take(url, answered.setCookies());
    } else if (response instanceof FetchResponse.NotModified same) {
      cookies.take(url, same.setCookies());
    }
    return response;
  }

  private static String hostKey(WebUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.effectivePort().orElse(-1);
  }
}
