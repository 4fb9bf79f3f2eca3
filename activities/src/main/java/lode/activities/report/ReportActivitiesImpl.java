package lode.activities.report;

import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.activities.Heartbeats;
import lode.domain.entity.Records;
import lode.domain.entity.SourceAnswer;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionQuery;
import lode.domain.extraction.Extractions;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.domain.job.NamedUuid;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Projects;
import lode.domain.report.ReportCompiler;
import lode.domain.report.ReportGrouping;
import lode.domain.report.ReportId;
import lode.domain.report.ReportInput;
import lode.domain.report.ReportModel;
import lode.domain.report.ReportRequest;
import lode.domain.report.Reports;
import lode.domain.report.SourceExtraction;
import lode.workflows.report.ReportActivities;
import org.jspecify.annotations.Nullable;

/** See {@link ReportActivities}. */
public final class ReportActivitiesImpl implements ReportActivities {

  private final Jobs jobs;
  private final Projects projects;
  private final Records records;
  private final Extractions extractions;
  private final Reports reports;
  private final boolean modelConfigured;
  private final Clock clock;

  /** Works on these ports. */
  public ReportActivitiesImpl(
      Jobs jobs,
      Projects projects,
      Records records,
      Extractions extractions,
      Reports reports,
      boolean modelConfigured,
      Clock clock) {
    this.jobs = jobs;
    this.projects = projects;
    this.records = records;
    this.extractions = extractions;
    this.reports = reports;
    this.modelConfigured = modelConfigured;
    this.clock = clock;
  }

  @Override
  public JobOutcome compile(JobId jobId) {
    Job job =
        jobs.find(jobId)
            .orElseThrow(
                () ->
                    ApplicationFailure.newNonRetryableFailure(
                        "no job has the id " + jobId, "JobUnknown"));
    ReportRequest request = JobPayload.read(job.payload(), ReportRequest.class);
    try (Heartbeats heartbeats = Heartbeats.of(() -> "compiles")) {
      ReportModel model = ReportCompiler.compile(request, input(job, request, heartbeats));
      ReportId id = new ReportId(NamedUuid.of(jobId.value(), "report"));
      ReportId stored = reports.store(id, job.projectId(), jobId, model, clock.instant());
      return JobOutcome.of(JobStatus.COMPLETED, result(stored, model));
    }
  }

  private static Map<String, Object> result(ReportId id, ReportModel model) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("reportId", id.toString());
    result.put("sections", model.sections().size());
    result.put("evidence", model.evidence().size());
    result.put("omissions", model.omissions().size());
    return result;
  }

  private ReportInput input(Job job, ReportRequest request, Heartbeats heartbeats) {
    ExtractionSchema schema =
        projects
            .schema(job.projectId(), job.schemaVersion())
            .orElseThrow(
                () ->
                    ApplicationFailure.newNonRetryableFailure(
                        "the job's schema version is gone", "SchemaVersionUnknown"))
            .schema();
    boolean bySourceGroup = request.effectiveGroupBy() == ReportGrouping.SOURCE_GROUP;
    return new ReportInput(
        schema,
        job.schemaVersion(),
        clock.instant(),
        records.all(
            job.projectId(), job.schemaVersion(), request.sourceGroups(), request.fieldGroups()),
        bySourceGroup ? List.of() : extractions(job, heartbeats),
        modelConfigured);
  }

  private List<SourceExtraction> extractions(Job job, Heartbeats heartbeats) {
    List<SourceExtraction> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      heartbeats.checkEnded();
      Page<Extraction> page =
          extractions.list(
              new ExtractionQuery(job.projectId(), null, null, null, null, null),
              new PageRequest(PageRequest.MAX_LIMIT, cursor));
      page.items().forEach(extraction -> all.add(sourceExtraction(extraction)));
      cursor = page.nextCursor();
    } while (cursor != null);
    return all;
  }

  private static SourceExtraction sourceExtraction(Extraction extraction) {
    return new SourceExtraction(
        extraction.sourceGroup(),
        extraction.answer().fieldGroup(),
        new SourceAnswer(
            extraction.id(),
            extraction.sourceId(),
            extraction.sourceUrl(),
            extraction.extractedAt(),
            extraction.contentHash().hex(),
            extraction.answer().items()));
  }
}
