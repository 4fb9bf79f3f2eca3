package lode.activities.crawl;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.crawl.Cookie;
import lode.domain.crawl.CookieJar;
import lode.domain.crawl.CrawlCookies;
import lode.domain.job.JobId;
import lode.domain.url.RegistrableDomain;
import lode.domain.url.WebUrl;

/**
 * The cookies of one crawl as a batch sees them: read when the first request to a domain is made,
 * written when an answer changes them.
 */
final class CrawlCookieJars {

  private final JobId crawl;
  private final CrawlCookies kept;
  private final Clock clock;
  private final Map<RegistrableDomain, CookieJar> jars = new ConcurrentHashMap<>();

  CrawlCookieJars(JobId crawl, CrawlCookies kept, Clock clock) {
    this.crawl = crawl;
    this.kept = kept;
    this.clock = clock;
  }

  /** The {@code Cookie} header of a request. */
  Optional<String> header(WebUrl url) {
    CookieJar jar = jar(url);
    synchronized (jar) {
      return jar.header(url, clock.instant());
    }
  }

  /** Takes in what an answer sets. */
  void take(WebUrl url, List<String> setCookies) {
    if (setCookies.isEmpty()) {
      return;
    }
    CookieJar jar = jar(url);
    List<Cookie> changed;
    synchronized (jar) {
      changed = jar.take(url, setCookies, clock.instant());
    }
    if (!changed.isEmpty()) {
      kept.keep(crawl, domain(url), changed, clock.instant());
    }
  }

  private CookieJar jar(WebUrl url) {
    return jars.computeIfAbsent(domain(url), domain -> new CookieJar(kept.find(crawl, domain)));
  }

  private static RegistrableDomain domain(WebUrl url) {
    return RegistrableDomain.of(url.host());
  }
}
