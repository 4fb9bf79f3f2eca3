package lode.api.report;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lode.api.http.Caller;
import lode.api.http.Paging;
import lode.api.http.Refused;
import lode.api.job.JobBody;
import lode.api.job.JobIntake;
import lode.domain.job.JobKind;
import lode.domain.job.Page;
import lode.domain.project.Project;
import lode.domain.project.SchemaProblem;
import lode.domain.report.CsvReport;
import lode.domain.report.JsonReport;
import lode.domain.report.MarkdownReport;
import lode.domain.report.ReportId;
import lode.domain.report.ReportModel;
import lode.domain.report.ReportRequest;
import lode.domain.report.Reports;
import lode.domain.report.Reports.StoredReport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Reports: start one, list, read, and render from the stored model. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/reports")
class ReportRoutes {

  private final Reports reports;
  private final JobIntake intake;

  ReportRoutes(Reports reports, JobIntake intake) {
    this.reports = reports;
    this.intake = intake;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ReportRequest.class)))
  ResponseEntity<JobBody> start(
      @PathVariable("projectId") Project project,
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      Caller caller) {
    List<SchemaProblem> problems = new ArrayList<>();
    ReportRequest request = ReportBodies.read(body, "", project.schema(), problems);
    Refused.anyOf(problems);
    return intake.accept(
        new JobIntake.Request(JobKind.REPORT, project.id(), request, body, idempotencyKey, caller));
  }

  @GetMapping
  Page<ReportSummaryBody> list(
      @PathVariable("projectId") Project project,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reports.list(project.id(), Paging.of(limit, cursor)).map(ReportSummaryBody::of);
  }

  @GetMapping("/{reportId}")
  StoredReport get(
      @PathVariable("projectId") Project project, @PathVariable("reportId") ReportId reportId) {
    return reports
        .find(project.id(), reportId)
        .orElseThrow(() -> Refused.notFound("report", reportId));
  }

  @GetMapping("/{reportId}/content")
  ResponseEntity<byte[]> content(
      @PathVariable("projectId") Project project,
      @PathVariable("reportId") ReportId reportId,
      @RequestParam(defaultValue = "md") String format) {
    ReportModel model = get(project, reportId).model();
    return switch (format) {
      case "md" -> text("text/markdown;charset=UTF-8", MarkdownReport.render(model));
      case "csv" -> text("text/csv;charset=UTF-8", CsvReport.render(model));
      case "json" -> text("application/json", JsonReport.render(model));
      case "html", "xlsx", "pdf" ->
          throw Refused.invalid(
              "?format", "not supported yet by this version: use md, csv or json");
      default -> throw Refused.invalid("?format", "must be one of md, csv, json");
    };
  }

  private static ResponseEntity<byte[]> text(String mediaType, String text) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, mediaType)
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
