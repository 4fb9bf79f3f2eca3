package lode.domain.job;

import java.time.Instant;
import java.util.Map;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One durable run.
 *
 * @param phase what it is doing, in a word; null before it begins
 * @param payload the validated request
 * @param schemaVersion the schema version that the job was accepted with
 * @param progress committed counters by name; the ones that decide completion
 * @param result what it made, once it ended
 */
public record Job(
    JobId id,
    JobKind kind,
    ProjectId projectId,
    JobStatus status,
    @Nullable String phase,
    JsonNode payload,
    int schemaVersion,
    Map<String, Long> progress,
    @Nullable JsonNode result,
    @Nullable JobError error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant cancelRequestedAt,
    String workflowId,
    @Nullable String runId,
    @Nullable JobId parentId) {}
