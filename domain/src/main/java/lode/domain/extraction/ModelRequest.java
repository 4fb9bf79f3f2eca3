package lode.domain.extraction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One prompt with the shape that its answer must have.
 *
 * @param model name of the model; null means the configured one
 * @param jsonSchema JSON Schema of the reply, in the strict subset that servers accept
 * @param schemaName name of the schema, {@code [a-zA-Z0-9_-]{1,64}}
 * @param temperature 0 to 2
 * @param maxOutputTokens most tokens of the reply, thinking included
 */
public record ModelRequest(
    @Nullable String model,
    String system,
    String user,
    JsonNode jsonSchema,
    String schemaName,
    double temperature,
    int maxOutputTokens) {

  public ModelRequest {
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens must be at least 1");
    }
  }
}
