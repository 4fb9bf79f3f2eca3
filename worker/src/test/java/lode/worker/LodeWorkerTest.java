package lode.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker process with nothing of what it depends on. */
class LodeWorkerTest {

  /** A port that nothing can listen on. */
  private static final String NOWHERE = "127.0.0.1:1";

  @Test
  void comesUpWaitsAndSaysWhatIsMissing() throws Exception {
    String[] settings = {
      "--lode.worker.port=0",
      "--lode.postgres.url=jdbc:postgresql://" + NOWHERE + "/lode",
      "--lode.postgres.connection-timeout=250ms",
      "--lode.redis.url=redis://" + NOWHERE,
      "--lode.temporal.target=" + NOWHERE,
      "--lode.qdrant.url=http://" + NOWHERE
    };
    try (ConfigurableApplicationContext worker =
        new SpringApplication(LodeWorker.class).run(settings)) {
      int port = ((WebServerApplicationContext) worker).getWebServer().getPort();
      assertThat(get(port, "liveness").statusCode()).isEqualTo(200);
      HttpResponse<String> readiness = get(port, "readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body())
          .contains("\"postgres\"", "\"redis\"", "\"temporal\"", "\"qdrant\"")
          .doesNotContain("\\tat ");
    }
  }

  private static HttpResponse<String> get(int port, String group) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/actuator/health/" + group))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
