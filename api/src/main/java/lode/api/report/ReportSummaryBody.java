package lode.api.report;

import java.time.Instant;
import lode.domain.job.JobId;
import lode.domain.report.ReportId;
import lode.domain.report.ReportType;
import lode.domain.report.Reports.StoredReport;

/** A report in a list. */
record ReportSummaryBody(
    ReportId id, JobId jobId, ReportType type, String title, int schemaVersion, Instant createdAt) {

  static ReportSummaryBody of(StoredReport report) {
    return new ReportSummaryBody(
        report.id(),
        report.jobId(),
        report.model().type(),
        report.model().title(),
        report.model().schemaVersion(),
        report.createdAt());
  }
}
