package lode.adapters.qdrant;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lode.domain.operations.Dependency;
import lode.domain.search.Embedder;
import lode.domain.search.SearchIndex;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All ports that Qdrant serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QdrantSettings.class)
public class QdrantAdapters {

  @Bean(destroyMethod = "close")
  QdrantClient qdrantClient(QdrantSettings settings) {
    // The compatibility check would block without a deadline.
    QdrantGrpcClient.Builder builder =
        QdrantGrpcClient.newBuilder(
            settings.url().getHost(), settings.port(), settings.tls(), false);
    if (settings.apiKey().value() != null && !settings.apiKey().value().isBlank()) {
      builder.withApiKey(settings.apiKey().value());
    }
    return new QdrantClient(builder.build());
  }

  @Bean
  SearchIndex searchIndex(QdrantClient client, Embedder embedder) {
    return new QdrantSearchIndex(client, embedder.model(), embedder.dimensions());
  }

  @Bean
  Dependency qdrantDependency(QdrantClient client) {
    return new QdrantDependency(client);
  }

  /** Whether Qdrant answers. */
  private record QdrantDependency(QdrantClient client) implements Dependency {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @Override
    public String name() {
      return "qdrant";
    }

    @Override
    public Check check() {
      long began = System.nanoTime();
      try {
        String version =
            client
                .healthCheckAsync(DEADLINE)
                .get(DEADLINE.toSeconds() + 1, TimeUnit.SECONDS)
                .getVersion();
        return new Check(true, version);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new Check(false, "interrupted");
      } catch (ExecutionException | TimeoutException failed) {
        return new Check(false, String.valueOf(failed.getMessage()));
      }
    }
  }
}
