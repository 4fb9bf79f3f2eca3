package lode.activities.extraction;

import io.temporal.failure.ApplicationFailure;
import lode.domain.extraction.ExtractRequest;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobPayload;
import lode.domain.job.Jobs;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Projects;

/** What every step of an extraction reads first: the job, its request and its pinned schema. */
final class ExtractionJobs {

  private final Jobs jobs;
  private final Projects projects;
  private final ExtractorSettings settings;
  private final PageReader pages;

  ExtractionJobs(Jobs jobs, Projects projects, ExtractorSettings settings, PageReader pages) {
    this.jobs = jobs;
    this.projects = projects;
    this.settings = settings;
    this.pages = pages;
  }

  Job job(JobId jobId) {
    return jobs.find(jobId)
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "no job has the id " + jobId, "JobUnknown"));
  }

  ExtractRequest request(Job job) {
    return JobPayload.read(job.payload(), ExtractRequest.class);
  }

  ExtractionSchema schema(Job job) {
    return projects
        .schema(job.projectId(), job.schemaVersion())
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "project " + job.projectId() + " has no schema version " + job.schemaVersion(),
                    "SchemaVersionUnknown"))
        .schema();
  }

  Extractor extractor(Job job) {
    return new Extractor(schema(job), request(job), settings, new StoredUnits(job.id(), pages));
  }
}
