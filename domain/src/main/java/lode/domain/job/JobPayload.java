package lode.domain.job;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as jobs keep them. They were validated when the job was accepted; members that another
 * version wrote or left out do not stop a job.
 */
public final class JobPayload {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private JobPayload() {}

  /** The request as its type. */
  public static <T> T read(JsonNode payload, Class<T> type) {
    return JSON.treeToValue(payload, type);
  }

  /** A request as it is kept. */
  public static JsonNode of(Object request) {
    return JSON.valueToTree(request);
  }
}
