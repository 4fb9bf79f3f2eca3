package lode.domain.crawl;

import java.time.Instant;
import java.util.List;
import lode.domain.job.JobId;
import lode.domain.url.RegistrableDomain;

/**
 * The cookies of crawls, shared by all workers: each crawl has its own, and they may be lost without
 * losing work.
 */
public interface CrawlCookies {

  /** What a crawl holds of a domain and the hosts below, the oldest first. */
  List<Cookie> find(JobId crawl, RegistrableDomain domain);

  /** Keeps these; those that are over are forgotten. */
  void keep(JobId crawl, RegistrableDomain domain, List<Cookie> changed, Instant now);
}
