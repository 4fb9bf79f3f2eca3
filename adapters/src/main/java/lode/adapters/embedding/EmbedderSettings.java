package lode.adapters.embedding;

import java.nio.file.Path;
import java.time.Duration;
import lode.adapters.llm.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where embeddings come from: an OpenAI-compatible endpoint, or the model inside the process when
 * there is no base URL.
 *
 * @param dimensions length of the endpoint's vectors
 * @param maxTokens tokens of a text that the endpoint's model reads at once
 * @param nativesFolder where the model inside the process unpacks its native libraries
 */
@ConfigurationProperties("lode.embedding")
public record EmbedderSettings(
    @Nullable String baseUrl,
    @Nullable String model,
    @DefaultValue("") Secret apiKey,
    @DefaultValue("1024") int dimensions,
    @DefaultValue("512") int maxTokens,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("64") int batchSize,
    @DefaultValue("${java.io.tmpdir}/lode-natives") Path nativesFolder) {

  public EmbedderSettings {
    baseUrl = baseUrl == null || baseUrl.isBlank() ? null : baseUrl;
    model = model == null || model.isBlank() ? null : model;
    if ((baseUrl == null) != (model == null)) {
      throw new IllegalArgumentException(
          "LODE_EMBEDDING_BASE_URL and LODE_EMBEDDING_MODEL go together: set both or none");
    }
  }
}
