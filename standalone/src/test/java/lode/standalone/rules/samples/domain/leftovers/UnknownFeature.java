package lode.standalone.rules.samples.domain.leftovers;

import lode.standalone.rules.samples.domain.report.ReportOfCrawl;

/** A feature without a place in the order. */
public final class UnknownFeature {
  public Class<?> used() {
    return ReportOfCrawl.class;
  }
}
