package lode.adapters.llm;

import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The HTTP side of an OpenAI-compatible endpoint: HTTP/1.1, no redirects, no retries, limits of time
 * and size on each call.
 */
public final class OpenAiHttp {

  private static final IntConsumer NO_PROGRESS = tokens -> {};

  private final HttpClient http;
  private final Secret apiKey;
  private final Clock clock;

  /**
   * @param clock what HTTP dates in {@code Retry-After} are measured against
   */
  public OpenAiHttp(Duration connectTimeout, Secret apiKey, Clock clock) {
    this.apiKey = apiKey;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            // Over plain HTTP the JDK would offer an upgrade to HTTP/2, which vLLM answers with
            // 400.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /**
   * Makes one call that is answered in one piece.
   *
   * @param call makes LangChain4j's model over the given client and calls it
   * @throws lode.domain.extraction.ModelCallFailed as the server's answer says
   */
  public <T> T call(Duration total, int maxBytes, Function<HttpClientBuilder, T> call) {
    ModelCall http = start(CallLimits.inOnePiece(total, maxBytes), NO_PROGRESS);
    try {
      return call.apply(new FixedHttpClient(http));
    } catch (RuntimeException wrapped) {
      throw http.failure() == null ? wrapped : http.failure();
    }
  }

  ModelCall start(CallLimits limits, IntConsumer progress) {
    return new ModelCall(http, limits, apiKey, clock, progress);
  }
}
