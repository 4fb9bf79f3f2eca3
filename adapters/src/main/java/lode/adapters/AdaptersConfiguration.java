package lode.adapters;

import java.time.Clock;
import lode.adapters.browser.BrowserAdapters;
import lode.adapters.embedding.EmbeddingAdapters;
import lode.adapters.http.HttpAdapters;
import lode.adapters.llm.LlmAdapters;
import lode.adapters.office.OfficeAdapters;
import lode.adapters.postgres.PostgresAdapters;
import lode.adapters.qdrant.QdrantAdapters;
import lode.adapters.redis.RedisAdapters;
import lode.domain.search.Embedder;
import lode.domain.search.Embeddings;
import lode.domain.search.PassageIndexer;
import lode.domain.search.Passages;
import lode.domain.search.SearchIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All adapters behind the domain's ports; the worker's and the api's configuration import it. */
@Configuration(proxyBeanMethods = false)
@Import({
  PostgresAdapters.class,
  RedisAdapters.class,
  QdrantAdapters.class,
  LlmAdapters.class,
  EmbeddingAdapters.class,
  HttpAdapters.class,
  OfficeAdapters.class,
  BrowserAdapters.class
})
public class AdaptersConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  PassageIndexer passageIndexer(
      Passages passages, Embeddings embeddings, Embedder embedder, SearchIndex index) {
    return new PassageIndexer(passages, embeddings, embedder, index);
  }
}
