package lode.api.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import lode.api.crawl.CrawlBody;
import lode.domain.report.ReportRequest;
import org.jspecify.annotations.Nullable;

/** The body of a pipeline as the API's documentation shows it: that of a crawl, and a report. */
record PipelineBody(@JsonUnwrapped CrawlBody crawl, @Nullable ReportRequest report) {}
