package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import lode.domain.report.ReportId;
import lode.domain.report.ReportModel;
import lode.domain.report.Reports;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;

/** {@link Reports} in Postgres, through Spring Data JDBC. */
public final class PostgresReports implements Reports {

  private final ReportRows rows;
  private final JdbcAggregateTemplate template;

  PostgresReports(ReportRows rows, JdbcAggregateTemplate template) {
    this.rows = rows;
    this.template = template;
  }

  @Override
  public ReportId store(
      ReportId id, ProjectId projectId, JobId jobId, ReportModel model, Instant now) {
    Optional<ReportRow> earlier = rows.findByJobId(jobId.value());
    if (earlier.isPresent()) {
      return new ReportId(earlier.get().id());
    }
    ReportRow row =
        new ReportRow(
            id.value(),
            projectId.value(),
            jobId.value(),
            model.type().label(),
            Rows.text(model.title()),
            new JsonText(JsonColumns.text(model)),
            now);
    // save() would update, as the id is preset.
    return new ReportId(template.insert(row).id());
  }

  @Override
  public Optional<StoredReport> find(ProjectId projectId, ReportId id) {
    return rows.findByIdAndProjectId(id.value(), projectId.value()).map(PostgresReports::stored);
  }

  @Override
  public Page<StoredReport> list(ProjectId projectId, PageRequest page) {
    Cursor cursor = Cursor.of(page);
    List<ReportRow> found =
        rows.newest(projectId.value(), cursor.time(), cursor.id(), page.limit() + 1);
    return Cursor.page(found, page, row -> new Cursor(row.createdAt(), row.id()))
        .map(PostgresReports::stored);
  }

  private static StoredReport stored(ReportRow row) {
    UUID job = row.jobId();
    return new StoredReport(
        new ReportId(row.id()),
        new ProjectId(row.projectId()),
        new JobId(job),
        JsonColumns.fromText(row.model().json(), ReportModel.class),
        row.createdAt());
  }
}
