package lode.domain.job;

import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job to be accepted.
 *
 * @param payload the validated request
 * @param idempotency set when the caller sent an {@code Idempotency-Key}
 * @param sealed secrets of the request, sealed for this job; null without
 */
public record NewJob(
    JobId id,
    JobKind kind,
    ProjectId projectId,
    @Nullable JobId parentId,
    JsonNode payload,
    @Nullable Idempotency idempotency,
    byte @Nullable [] sealed) {

  /** A job without secrets. */
  public NewJob(
      JobId id,
      JobKind kind,
      ProjectId projectId,
      @Nullable JobId parentId,
      JsonNode payload,
      @Nullable Idempotency idempotency) {
    this(id, kind, projectId, parentId, payload, idempotency, null);
  }

  /**
   * What makes two requests the same.
   *
   * @param owner id of the API key that sent it
   * @param key the header's value
   * @param requestHash hex SHA-256 of kind, project and body
   */
  public record Idempotency(String owner, String key, String requestHash) {}
}
