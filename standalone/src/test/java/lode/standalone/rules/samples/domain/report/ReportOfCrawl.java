package lode.standalone.rules.samples.domain.report;

/** What a crawl may not know. */
public final class ReportOfCrawl {}
