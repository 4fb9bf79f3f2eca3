package lode.domain.report;

import java.time.Instant;
import java.util.Optional;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;

/** The stored reports of all projects. Each method is one transaction. */
public interface Reports {

  /** Keeps the report of a job; the job's earlier one, if there is one, is what it returns. */
  ReportId store(ReportId id, ProjectId projectId, JobId jobId, ReportModel model, Instant now);

  /** The report, if the project has it. */
  Optional<StoredReport> find(ProjectId projectId, ReportId id);

  /** Reports, newest first. */
  Page<StoredReport> list(ProjectId projectId, PageRequest page);

  /** A report and when it was made. */
  record StoredReport(
      ReportId id, ProjectId projectId, JobId jobId, ReportModel model, Instant createdAt) {}
}
