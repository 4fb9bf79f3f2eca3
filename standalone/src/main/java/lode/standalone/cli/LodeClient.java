package lode.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST API; a problem answer becomes a {@link CommandFailed} with its words. */
final class LodeClient {

  static final JsonMapper JSON = new JsonMapper();

  private static final int PAGE = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;
  private final @Nullable String key;

  LodeClient(String apiUrl, @Nullable String key) {
    this.base = apiUrl + "/api/v1";
    this.key = key;
  }

  String base() {
    return base;
  }

  JsonNode get(String path) {
    return JSON.readTree(text(path));
  }

  String text(String path) {
    return send(request(path).GET()).body();
  }

  JsonNode post(String path, JsonNode body) {
    return JSON.readTree(
        send(request(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))).body());
  }

  JsonNode put(String path, JsonNode body) {
    return JSON.readTree(
        send(request(path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))).body());
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

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 400) {
        throw new CommandFailed(exitCode(response.statusCode()), problem(response));
      }
      return response;
    } catch (IOException away) {
      throw CommandFailed.failed(
          "the API at " + base + " does not answer (" + away.getMessage() + "); see ./lode doctor");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailed.failed("interrupted");
    }
  }

  private static int exitCode(int status) {
    return status == 422 || status == 400 ? ExitCode.BAD_ARGUMENTS : ExitCode.FAILED;
  }

  private static String problem(HttpResponse<String> response) {
    if (!response.headers().firstValue("Content-Type").orElse("").contains("json")) {
      return "the API answered " + response.statusCode();
    }
    JsonNode problem = JSON.readTree(response.body());
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
