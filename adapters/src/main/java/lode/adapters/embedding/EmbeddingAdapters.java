package lode.adapters.embedding;

import java.time.Clock;
import java.time.Duration;
import lode.domain.search.Embedder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedder: an endpoint if one is configured, else the model inside the process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbedderSettings.class)
public class EmbeddingAdapters {

  @Bean
  Embedder embedder(EmbedderSettings settings, Clock clock) {
    if (settings.baseUrl() == null || settings.model() == null) {
      return new MiniLmEmbedder(settings.nativesFolder());
    }
    return new OpenAiEmbedder(
        new EmbeddingSettings(
            settings.baseUrl(),
            settings.model(),
            settings.apiKey(),
            settings.dimensions(),
            settings.maxTokens(),
            Duration.ofSeconds(10),
            settings.timeout(),
            settings.batchSize()),
        clock);
  }
}
