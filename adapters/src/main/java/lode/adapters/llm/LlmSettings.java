package lode.adapters.llm;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The model endpoint; without base URL and model only the markup tier extracts.
 *
 * @param chunkTokens most tokens of page text in one call
 * @param overlapTokens tokens that a chunk repeats of the one before
 * @param maxOutputTokens most tokens of a reply
 */
@ConfigurationProperties("lode.llm")
public record LlmSettings(
    @Nullable String baseUrl,
    @Nullable String model,
    @DefaultValue("") Secret apiKey,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("60s") Duration firstTokenTimeout,
    @DefaultValue("20s") Duration gapTimeout,
    @DefaultValue("10m") Duration totalTimeout,
    @DefaultValue("8192") int maxOutputTokens,
    @DefaultValue("8388608") int maxResponseBytes,
    @DefaultValue("auto") ModelSettings.StructuredOutput structuredOutput,
    @DefaultValue("max-tokens") ModelSettings.TokensParameter maxTokensParameter,
    @DefaultValue("true") boolean streaming,
    @DefaultValue("4000") int chunkTokens,
    @DefaultValue("200") int overlapTokens,
    @DefaultValue("8") int concurrency) {

  public LlmSettings {
    boolean address = baseUrl != null && !baseUrl.isBlank();
    boolean named = model != null && !model.isBlank();
    if (address != named) {
      throw new IllegalArgumentException(
          "LODE_LLM_BASE_URL and LODE_LLM_MODEL go together: set both or none");
    }
    if (chunkTokens < 200 || overlapTokens < 0 || overlapTokens * 2 > chunkTokens) {
      throw new IllegalArgumentException(
          "LODE_LLM_CHUNK_TOKENS must be at least 200 and LODE_LLM_OVERLAP_TOKENS at most half of it");
    }
    if (concurrency < 1 || concurrency > 1_000) {
      throw new IllegalArgumentException("LODE_LLM_CONCURRENCY must be from 1 to 1000");
    }
    model = named ? model : null;
    baseUrl = address ? baseUrl : null;
  }

  /** Whether a model is configured. */
  public boolean isConfigured() {
    return model != null;
  }

  /**
   * The settings of these variables, read as a server reads them, for commands that start none.
   *
   * @throws IllegalArgumentException when a setting is wrong; the message names it
   */
  public static LlmSettings of(Map<String, String> variables) {
    String place = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(place, new SystemEnvironmentPropertySource(place, Map.copyOf(variables)));
    try {
      return Binder.get(environment).bindOrCreate("lode.llm", LlmSettings.class);
    } catch (BindException wrong) {
      Throwable cause = wrong;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IllegalArgumentException(wrong.getName() + ": " + cause.getMessage(), wrong);
    }
  }

  /** The endpoint and the limits of a call. */
  public ModelSettings toModelSettings() {
    return new ModelSettings(
        baseUrl,
        model,
        apiKey,
        connectTimeout,
        firstTokenTimeout,
        gapTimeout,
        totalTimeout,
        maxOutputTokens,
        maxResponseBytes,
        structuredOutput,
        maxTokensParameter,
        streaming);
  }
}
