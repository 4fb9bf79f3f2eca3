package lode.standalone.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST API; a problem answer becomes a {@link CommandFailed} with its words. */
final class LodeClient {

  static final JsonMapper JSON = new JsonMapper();

  private static final int PAGE = 200;
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(60);

  private final CloseableHttpClient http;
  private final String base;
  private final @Nullable String key;

  LodeClient(String apiUrl, @Nullable String key) {
    this.base = apiUrl + "/api/v1";
    this.key = key;
    this.http = client(apiUrl.startsWith("http:"));
  }

  /**
   * Without threads of its own: the JVM waits for each that waits in native code when it ends. TLS,
   * which takes long to set up, only where it is used. A request that failed is not sent again.
   */
  private static CloseableHttpClient client(boolean plain) {
    BasicHttpClientConnectionManager connections =
        plain
            ? BasicHttpClientConnectionManager.create(
                RegistryBuilder.<TlsSocketStrategy>create().build())
            : new BasicHttpClientConnectionManager();
    connections.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(CONNECT_TIMEOUT)
            .setSocketTimeout(ANSWER_TIMEOUT)
            // The server closes what is idle, and a request that failed is not sent again.
            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
            .build());
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setUserAgent("lode")
        .disableContentCompression()
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .build();
  }

  String base() {
    return base;
  }

  JsonNode get(String path) {
    return JSON.readTree(text(path));
  }

  String text(String path) {
    return send(new HttpGet(base + path)).body;
  }

  JsonNode post(String path, JsonNode body) {
    return JSON.readTree(send(with(body, new HttpPost(base + path))).body);
  }

  JsonNode put(String path, JsonNode body) {
    return JSON.readTree(send(with(body, new HttpPut(base + path))).body);
  }

  /** All items of a list, page by page. */
  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String joint = path.contains("?") ? "&" : "?";
    @Nullable String cursor = null;
    do {
      String next = cursor == null ? "" : "&cursor=" + cursor;
      JsonNode page = get(path + joint + "limit=" + PAGE + next);
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").isString() ? page.path("nextCursor").asString() : null;
    } while (cursor != null);
    return items;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpUriRequestBase with(JsonNode body, HttpUriRequestBase request) {
    request.setEntity(
        new StringEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON));
    return request;
  }

  private Answer send(HttpUriRequestBase request) {
    if (key != null) {
      request.setHeader("Authorization", "Bearer " + key);
    }
    try {
      Answer answer = http.execute(request, LodeClient::answer);
      if (answer.status >= 400) {
        throw new CommandFailed(exitCode(answer.status), problem(answer));
      }
      return answer;
    } catch (IOException away) {
      throw CommandFailed.failed(
          "the API at " + base + " does not answer (" + away.getMessage() + "); see ./lode doctor");
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
    String body =
        entity == null
            ? ""
            : new String(entity.getContent().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(response.getCode(), type, body);
  }

  private record Answer(int status, String type, String body) {}

  private static int exitCode(int status) {
    return status == 422 || status == 400 ? ExitCode.BAD_ARGUMENTS : ExitCode.FAILED;
  }

  private static String problem(Answer answer) {
    if (!answer.type.contains("json")) {
      return "the API answered " + answer.status;
    }
    JsonNode problem = JSON.readTree(answer.body);
    StringBuilder text =
        new StringBuilder(problem.path("detail").asString(problem.path("title").asString("")));
    problem
        .path("errors")
        .forEach(
            error ->
                text.append("\n  ")
                    .append(error.path("pointer").asString(""))
                    .append(": ")
                    .append(error.path("message").asString("")));
    problem.path("lines").forEach(line -> text.append("\n  ").append(ScrapeCommand.words(line)));
    return text.toString();
  }
}
