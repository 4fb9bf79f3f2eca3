package lode.domain.job;

import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job to be accepted.
 *
 * @param payload the validated request
 * @param idempotency set when the caller sent an {@code Idempotency-Key}
 */
public record NewJob(
    JobId id,
    JobKind kind,
    ProjectId projectId,
    @Nullable JobId parentId,
    JsonNode payload,
    @Nullable Idempotency idempotency) {

  /**
   * What makes two requests the same.
   *
   * @param owner id of the API key that sent it
   * @param key the header's value
   * @param requestHash hex SHA-256 of kind, project and body
   */
  public record Idempotency(String owner, String key, String requestHash) {}
}
