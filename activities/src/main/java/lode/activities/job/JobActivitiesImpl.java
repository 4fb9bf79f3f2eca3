package lode.activities.job;

import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobOutcome;
import lode.domain.job.Jobs;
import lode.domain.job.NamedUuid;
import lode.domain.job.NewJob;
import lode.workflows.job.JobActivities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** See {@link JobActivities}. */
public final class JobActivitiesImpl implements JobActivities {

  private static final JsonMapper JSON = new JsonMapper();

  private final Jobs jobs;
  private final Clock clock;

  /** Works on these ports. */
  public JobActivitiesImpl(Jobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public Begun begin(JobId jobId, String runId) {
    if (jobs.find(jobId).isEmpty()) {
      throw unknown(jobId);
    }
    Job job = jobs.begin(jobId, runId, clock.instant());
    return new Begun(job.status().isTerminal() ? outcome(job) : null);
  }

  /** A job whose project was deleted: no retry brings it back. */
  private static ApplicationFailure unknown(JobId jobId) {
    return ApplicationFailure.newNonRetryableFailure("no job has the id " + jobId, "JobUnknown");
  }

  @SuppressWarnings("unchecked")
  private static JobOutcome outcome(Job job) {
    Map<String, Object> result =
        job.result() == null ? Map.of() : JSON.treeToValue(job.result(), LinkedHashMap.class);
    return new JobOutcome(job.status(), result, job.error());
  }

  @Override
  public void phase(JobId jobId, String phase) {
    jobs.phase(jobId, phase);
  }

  @Override
  public void finish(JobId jobId, JobOutcome outcome) {
    jobs.finish(jobId, outcome, clock.instant());
  }

  @Override
  public JobId child(JobId parentId, JobKind kind) {
    Job parent = jobs.find(parentId).orElseThrow(() -> unknown(parentId));
    JobId id = childId(parentId, kind);
    jobs.accept(new NewJob(id, kind, parent.projectId(), parentId, payload(parent, kind), null));
    return id;
  }

  private static JobId childId(JobId parentId, JobKind kind) {
    return new JobId(NamedUuid.of(parentId.value(), kind.label()));
  }

  /** A pipeline's payload has a member for each child. */
  private static JsonNode payload(Job parent, JobKind kind) {
    if (kind == JobKind.EXTRACT) {
      ObjectNode extract = JSON.createObjectNode();
      extract.put("crawlId", childId(parent.id(), JobKind.CRAWL).toString());
      return extract;
    }
    return parent.payload().path(kind == JobKind.CRAWL ? "crawl" : "report");
  }
}
