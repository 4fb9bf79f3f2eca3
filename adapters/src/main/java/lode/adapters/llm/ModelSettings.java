package lode.adapters.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible model endpoint and the limits of a call.
 *
 * @param baseUrl address with the version path, such as {@code http://127.0.0.1:8000/v1}; null when
 *     there is no model
 * @param model name of the model that is asked when a request names none; null when there is none
 * @param connectTimeout until the connection stands
 * @param firstTokenTimeout until the first token, with the time that a busy server queues the call
 * @param gapTimeout between two tokens
 * @param totalTimeout for the whole call
 * @param maxOutputTokens cap on what a request may ask for
 * @param maxResponseBytes most bytes read of one answer
 * @param streaming false for a server that is known to answer in one piece: then no token is
 *     expected before the end, and only {@code totalTimeout} applies
 */
public record ModelSettings(
    @Nullable String baseUrl,
    @Nullable String model,
    Secret apiKey,
    Duration connectTimeout,
    Duration firstTokenTimeout,
    Duration gapTimeout,
    Duration totalTimeout,
    int maxOutputTokens,
    int maxResponseBytes,
    StructuredOutput structuredOutput,
    TokensParameter maxTokensParameter,
    boolean streaming) {

  /** How the shape of the reply is asked for. */
  public enum StructuredOutput {
    /** {@link #JSON_SCHEMA}; where the server refuses it {@link #JSON_OBJECT}, then {@link #NONE}. */
    AUTO,
    /** {@code response_format} of type {@code json_schema}, strict. */
    JSON_SCHEMA,
    /** {@code response_format} of type {@code json_object}. */
    JSON_OBJECT,
    /** By the prompt alone. */
    NONE
  }

  /** Name of the parameter that limits the reply. */
  public enum TokensParameter {
    /** {@code max_tokens}: what most servers know. */
    MAX_TOKENS,
    /** {@code max_completion_tokens}: what newer OpenAI models ask for. */
    MAX_COMPLETION_TOKENS
  }

  public ModelSettings {
    baseUrl = blankToNull(baseUrl) == null ? null : OpenAiHttp.checkedAddress(baseUrl);
    model = blankToNull(model);
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(firstTokenTimeout, "firstTokenTimeout");
    requirePositive(gapTimeout, "gapTimeout");
    requirePositive(totalTimeout, "totalTimeout");
    if (maxOutputTokens < 1 || maxResponseBytes < 1) {
      throw new IllegalArgumentException("limits of a reply must be at least 1");
    }
  }

  /** An endpoint with the usual limits. */
  public static ModelSettings of(
      @Nullable String baseUrl, @Nullable String model, @Nullable String apiKey) {
    return new ModelSettings(
        baseUrl,
        model,
        new Secret(apiKey),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofMinutes(10),
        8192,
        8 << 20,
        StructuredOutput.AUTO,
        TokensParameter.MAX_TOKENS,
        true);
  }

  /** The same endpoint with other limits of time. */
  public ModelSettings withTimeouts(Duration firstToken, Duration gap, Duration total) {
    return new ModelSettings(
        baseUrl,
        model,
        apiKey,
        connectTimeout,
        firstToken,
        gap,
        total,
        maxOutputTokens,
        maxResponseBytes,
        structuredOutput,
        maxTokensParameter,
        streaming);
  }

  /** Whether there is a model to ask. */
  public boolean configured() {
    return baseUrl != null && model != null;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ModelSettings[baseUrl="
        + baseUrl
        + ", model="
        + model
        + ", structuredOutput="
        + structuredOutput
        + ", streaming="
        + streaming
        + "]";
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static void requirePositive(Duration duration, String name) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
  }
}
