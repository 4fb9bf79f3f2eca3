package lode.api;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import lode.domain.operations.ApiKey;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.KeyId;
import lode.domain.operations.Role;
import lode.domain.project.ProjectId;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real database and Temporal's in-memory server without workers, called over HTTP. */
final class RunningApi implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();
  static final String ADMIN_KEY = "kq7RZ2v9tXw4LmB8sYd3HnC6fPj5GaE1uTo0";

  private static final String READ_KEY = "read-5JH8s2kLq9Xz7Wm4Rv6Tb3Nc1Pd0Fg";
  private static final String RUN_KEY = "run-8s2kLq9Xz7Wm4Rv6Tb3Nc1Pd0Fg5JHx";
  private static final String OTHERS_KEY = "others-Xz7Wm4Rv6Tb3Nc1Pd0Fg5JH8s2kLq";

  private final ConfigurableApplicationContext context;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final int port;

  private RunningApi(Map<String, String> settings) {
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    this.context = new SpringApplicationBuilder(LodeApi.class, Parts.class).run(arguments);
    this.port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  /** With these settings besides those of the parts; {@code name=value} each. */
  static RunningApi start(EmbeddedPostgres postgres, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("lode.postgres.url", postgres.getJdbcUrl("postgres", "postgres"));
    all.put("lode.postgres.user", "postgres");
    all.put("lode.api.port", "0");
    all.put("lode.temporal.ui-url", "http://127.0.0.1:8233/");
    all.put("lode.redis.url", "redis://127.0.0.1:1");
    all.put("lode.qdrant.url", "http://127.0.0.1:1");
    all.put("spring.main.banner-mode", "off");
    all.put("logging.level.root", "warn");
    Arrays.stream(settings)
        .map(setting -> setting.split("=", 2))
        .forEach(setting -> all.put(setting[0], setting[1]));
    return new RunningApi(all);
  }

  /** Temporal in memory. */
  @Configuration(proxyBeanMethods = false)
  static class Parts {

    @Bean(destroyMethod = "close")
    TestWorkflowEnvironment temporal() {
      return TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    }

    @Bean(destroyMethod = "")
    WorkflowServiceStubs stubs(TestWorkflowEnvironment temporal) {
      return temporal.getWorkflowServiceStubs();
    }
  }

  /** Puts keys of the smaller roles in force. */
  Map<String, String> keys(ProjectId own, ProjectId other) {
    ApiKeys keys = bean(ApiKeys.class);
    keys.put(new ApiKey(id(1), "read", Role.READ, null), READ_KEY);
    keys.put(new ApiKey(id(2), "run", Role.RUN, java.util.List.of(own)), RUN_KEY);
    keys.put(new ApiKey(id(3), "others", Role.RUN, java.util.List.of(other)), OTHERS_KEY);
    return Map.of("admin", ADMIN_KEY, "read", READ_KEY, "run", RUN_KEY, "others", OTHERS_KEY);
  }

  private static KeyId id(int number) {
    return new KeyId(new java.util.UUID(7, number));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  int port() {
    return port;
  }

  /** Waits until the database is up to date and the configured key is in force. */
  RunningApi awaitDatabase(String key) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (call("GET", "/api/v1/projects", key, null).statusCode() != 200) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(call("GET", "/api/v1/projects", key, null).body());
      }
      Thread.sleep(50);
    }
    return this;
  }

  HttpResponse<String> call(
      String method, String path, String key, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      for (int i = 0; i < headers.length; i += 2) {
        request.setHeader(headers[i], headers[i + 1]);
      }
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    context.close();
  }
}
