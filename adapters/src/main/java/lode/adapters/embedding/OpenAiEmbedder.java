package lode.adapters.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lode.adapters.llm.OpenAiHttp;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.search.Embedder;
import lode.domain.search.EmbeddingFailed;

/** Embeddings of an OpenAI-compatible {@code /embeddings}; no retries of its own. */
public final class OpenAiEmbedder implements Embedder {

  /** A vector of 4,096 numbers is about 100 KB of JSON. */
  private static final int MOST_BYTES = 64 << 20;

  private final EmbeddingSettings settings;
  private final OpenAiHttp http;

  /**
   * @param clock what HTTP dates in {@code Retry-After} are measured against
   */
  public OpenAiEmbedder(EmbeddingSettings settings, Clock clock) {
    this.settings = settings;
    this.http = new OpenAiHttp(settings.connectTimeout(), settings.apiKey(), clock);
  }

  @Override
  public String model() {
    return settings.model();
  }

  @Override
  public int dimensions() {
    return settings.dimensions();
  }

  @Override
  public int maxTokens() {
    return settings.maxTokens();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (int start = 0; start < texts.size(); start += settings.batchSize()) {
      int end = Math.min(start + settings.batchSize(), texts.size());
      vectors.addAll(batch(texts.subList(start, end)));
    }
    return vectors;
  }

  private List<float[]> batch(List<String> texts) {
    // Servers refuse an empty text, and a blank one means nothing anyway.
    List<TextSegment> segments =
        texts.stream().map(text -> TextSegment.from(text.isBlank() ? "-" : text)).toList();
    List<Embedding> embeddings = embeddings(segments);
    if (embeddings.size() != texts.size()) {
      throw failed("gave " + embeddings.size() + " vectors for " + texts.size() + " texts");
    }
    return embeddings.stream().map(this::vector).toList();
  }

  private List<Embedding> embeddings(List<TextSegment> segments) {
    try {
      return http.call(
          settings.timeout(),
          MOST_BYTES,
          client ->
              OpenAiEmbeddingModel.builder()
                  .httpClientBuilder(client)
                  .baseUrl(settings.baseUrl())
                  .apiKey(settings.apiKey().value())
                  .modelName(settings.model())
                  .maxRetries(0)
                  .maxSegmentsPerBatch(settings.batchSize())
                  .build()
                  .embedAll(segments)
                  .content());
    } catch (ModelCallFailed failure) {
      throw new EmbeddingFailed(
          failure.getMessage(), failure.retriable(), failure.retryAfter(), failure);
    } catch (RuntimeException unreadable) {
      // LangChain4j's words may quote the answer; the kind of failure does not.
      throw failed("gave an answer that cannot be read: " + unreadable.getClass().getSimpleName());
    }
  }

  private float[] vector(Embedding embedding) {
    float[] vector = embedding.vector();
    if (vector.length != settings.dimensions()) {
      throw new EmbeddingFailed(
          "the embedding model gives vectors of "
              + vector.length
              + " numbers, configured are "
              + settings.dimensions(),
          false,
          Optional.empty(),
          null);
    }
    return Vectors.unit(vector);
  }

  private static EmbeddingFailed failed(String words) {
    return new EmbeddingFailed("the embedding server " + words, true, Optional.empty(), null);
  }
}
