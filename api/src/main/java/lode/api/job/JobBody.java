package lode.api.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job on the wire.
 *
 * @param progress committed counters by name, {@code durationSeconds}, and for crawls {@code
 *     pagesPerSecond} and {@code avgSecondsPerPage}; a pipeline's time is not its crawl's, whose
 *     rates are in the result
 */
public record JobBody(
    JobId id,
    JobKind kind,
    ProjectId projectId,
    JobStatus status,
    @Nullable String phase,
    Map<String, Number> progress,
    @Nullable JsonNode result,
    @Nullable JobError error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    String workflowId,
    @Nullable String runId,
    @Nullable String temporalUrl,
    @Nullable JobId parentId) {

  static JobBody of(Job job, TemporalSettings temporal, Instant now) {
    return new JobBody(
        job.id(),
        job.kind(),
        job.projectId(),
        job.status(),
        job.phase(),
        progress(job, now),
        job.result(),
        job.error(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.workflowId(),
        job.runId(),
        temporal.page(job),
        job.parentId());
  }

  private static Map<String, Number> progress(Job job, Instant now) {
    Map<String, Number> progress = new LinkedHashMap<>(job.progress());
    Instant started = job.startedAt();
    if (started == null || !progress.containsKey("pagesDiscovered")) {
      return progress;
    }
    Instant end = job.finishedAt() == null ? now : job.finishedAt();
    double seconds = Math.max(0, Duration.between(started, end).toMillis()) / 1000.0;
    progress.put("durationSeconds", rounded(seconds));
    if (job.kind() != JobKind.PIPELINE) {
      long pages =
          job.progress().getOrDefault("pagesFetched", 0L)
              + job.progress().getOrDefault("pagesUnchanged", 0L);
      progress.put("pagesPerSecond", rounded(seconds == 0 ? 0 : pages / seconds));
      progress.put("avgSecondsPerPage", rounded(pages == 0 ? 0 : seconds / pages));
    }
    return progress;
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
  }
}
