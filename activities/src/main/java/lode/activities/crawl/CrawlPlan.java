package lode.activities.crawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlScope;
import lode.domain.crawl.Seed;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.Cidr;
import lode.domain.url.UrlPolicy;

/** A crawl's request, ready for use. */
record CrawlPlan(
    JobId id,
    ProjectId projectId,
    CrawlRequest request,
    CrawlScope scope,
    UrlPolicy urlPolicy,
    List<Cidr> allowedNetworks,
    List<String> redirectedHosts) {

  static CrawlPlan of(
      JobId id, ProjectId projectId, CrawlRequest request, List<String> redirectedHosts) {
    List<String> hosts = new ArrayList<>(request.allowedHosts());
    hosts.addAll(redirectedHosts);
    CrawlScope scope =
        CrawlScope.of(
            request.seeds().stream().map(Seed::url).toList(),
            request.allowSubdomains(),
            hosts,
            request.includePaths(),
            request.excludePaths());
    return new CrawlPlan(
        id,
        projectId,
        request,
        scope,
        request.urlPolicy(),
        request.allowedNetworks().stream().map(Cidr::parse).toList(),
        List.copyOf(redirectedHosts));
  }

  /** The same plan with one more host in scope. */
  CrawlPlan withHost(String host) {
    List<String> hosts = new ArrayList<>(redirectedHosts);
    hosts.add(host);
    return of(id, projectId, request, hosts);
  }

  /** The group of a URL that no page led to: that of the seed it lies below, else the first seed's. */
  String groupOf(CanonicalUrl url) {
    Seed best = request.seeds().get(0);
    int longest = -1;
    for (Seed seed : request.seeds()) {
      String path = seed.url().path();
      if (seed.url().host().equals(url.host())
          && url.path().startsWith(path)
          && path.length() > longest) {
        best = seed;
        longest = path.length();
      }
    }
    return best.sourceGroup();
  }

  /** The gap that this crawl keeps on a host that asks for {@code crawlDelay}. */
  Duration gap(Duration crawlDelay) {
    Duration own = request.minDelay();
    return own.compareTo(crawlDelay) >= 0 ? own : crawlDelay;
  }
}
