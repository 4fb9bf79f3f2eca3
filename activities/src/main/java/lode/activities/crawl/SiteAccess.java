package lode.activities.crawl;

import lode.domain.crawl.CrawlCookies;
import lode.domain.crawl.CrawlSecrets;

/** What lets crawls in: sealed headers and proxies, and the cookies that sites set. */
public record SiteAccess(CrawlSecrets secrets, CrawlCookies cookies) {}
