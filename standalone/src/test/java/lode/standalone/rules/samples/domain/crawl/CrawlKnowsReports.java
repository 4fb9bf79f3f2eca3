package lode.standalone.rules.samples.domain.crawl;

import lode.standalone.rules.samples.domain.report.ReportOfCrawl;

/** A crawl that knows what is made of it. */
public final class CrawlKnowsReports {
  public Class<?> used() {
    return ReportOfCrawl.class;
  }
}
