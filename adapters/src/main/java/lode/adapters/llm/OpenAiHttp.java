package lode.adapters.llm;

import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.URI;
import java.net.URISyntaxException;
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
   * The address of an endpoint without a slash at its end.
   *
   * @throws IllegalArgumentException when it is no plain HTTP address; the message does not repeat
   *     it, since it may hold a password
   */
  public static String checkedAddress(String address) {
    try {
      URI uri = new URI(address.strip());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return uri.toString().replaceAll("/+$", "");
      }
    } catch (URISyntaxException notAnAddress) {
      // Said below, without the address that the exception repeats.
    }
    throw new IllegalArgumentException(
        "the address of a model endpoint is http(s)://host[:port]/path, without name, password and"
            + " query");
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
