package lode.adapters.embedding;

import java.time.Duration;
import lode.adapters.llm.OpenAiHttp;
import lode.adapters.llm.Secret;

/**
 * An OpenAI-compatible endpoint for embeddings.
 *
 * @param baseUrl address with the version path
 * @param dimensions length of the model's vectors; a reply of another length is refused
 * @param maxTokens tokens of a text that the model reads at once
 * @param timeout for one call
 * @param batchSize most texts in one call
 */
public record EmbeddingSettings(
    String baseUrl,
    String model,
    Secret apiKey,
    int dimensions,
    int maxTokens,
    Duration connectTimeout,
    Duration timeout,
    int batchSize) {

  public EmbeddingSettings {
    baseUrl = OpenAiHttp.checkedAddress(baseUrl);
    if (model.isBlank()) {
      throw new IllegalArgumentException("an embedding endpoint needs a model");
    }
    if (dimensions < 1 || maxTokens < 1 || batchSize < 1) {
      throw new IllegalArgumentException("dimensions, maxTokens and batchSize must be positive");
    }
  }
}
