package lode.adapters.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import lode.domain.search.Embedder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * all-MiniLM-L6-v2, quantised, in this process: 384 dimensions, no network. Loads at the first use
 * (about a second); safe for many threads.
 *
 * <p>The tokenizer that comes with the model cuts at 128 tokens without a word. Here it reads as much
 * as the model can, and what is beyond is counted.
 */
public final class MiniLmEmbedder implements Embedder {

  /** Name of the model, as vectors are labelled with it. */
  public static final String MODEL = "all-MiniLM-L6-v2-q";

  private static final int DIMENSIONS = 384;

  /** The model reads 512 tokens; two of them mark start and end. */
  private static final int MAX_TOKENS = 510;

  private final Path nativesFolder;
  private final AtomicLong tokensCut = new AtomicLong();
  private volatile @Nullable Loaded loaded;

  private record Loaded(Model model, HuggingFaceTokenizer wholeTexts) {}

  /**
   * @param nativesFolder where native libraries are unpacked to, once
   */
  public MiniLmEmbedder(Path nativesFolder) {
    this.nativesFolder = nativesFolder;
  }

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public int maxTokens() {
    return MAX_TOKENS;
  }

  /** Tokens that stood beyond the model's limit and are in no vector, over all texts so far. */
  public long tokensCut() {
    return tokensCut.get();
  }

  /** Number of tokens of a text as this model counts them. */
  public int tokens(String text) {
    return loaded().wholeTexts().encode(text, false, false).getIds().length;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    Loaded ready = loaded();
    texts.forEach(this::countCut);
    List<TextSegment> segments =
        texts.stream().map(text -> TextSegment.from(text.isBlank() ? "-" : text)).toList();
    if (segments.isEmpty()) {
      return List.of();
    }
    return ready.model().embedAll(segments).content().stream()
        .map(embedding -> Vectors.unit(embedding.vector()))
        .toList();
  }

  private void countCut(String text) {
    // A token has at least one character: short texts need no second look.
    if (text.length() > MAX_TOKENS) {
      tokensCut.addAndGet(Math.max(0, tokens(text) - MAX_TOKENS));
    }
  }

  private Loaded loaded() {
    Loaded ready = loaded;
    if (ready == null) {
      synchronized (this) {
        ready = loaded;
        if (ready == null) {
          ready = load();
          loaded = ready;
        }
      }
    }
    return ready;
  }

  private Loaded load() {
    NativeLibraries.placeUnder(nativesFolder);
    byte[] tokenizer = uncutTokenizer();
    try (InputStream model = resource("/all-minilm-l6-v2-q.onnx")) {
      OnnxBertBiEncoder encoder =
          new OnnxBertBiEncoder(model, new ByteArrayInputStream(tokenizer), PoolingMode.MEAN);
      HuggingFaceTokenizer wholeTexts =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(tokenizer), Map.of("truncation", "false"));
      return new Loaded(new Model(encoder), wholeTexts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load " + MODEL, e);
    }
  }

  private static byte[] uncutTokenizer() {
    JsonMapper mapper = JsonMapper.builder().build();
    try (InputStream in = resource("/all-minilm-l6-v2-q-tokenizer.json")) {
      ObjectNode tokenizer = (ObjectNode) mapper.readTree(in);
      tokenizer.putNull("truncation");
      tokenizer.putNull("padding");
      return mapper.writeValueAsBytes(tokenizer);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tokenizer of " + MODEL, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = OnnxBertBiEncoder.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("missing resource " + name);
    }
    return in;
  }

  /** LangChain4j's model over an encoder that is already there; runs in the calling thread. */
  private static final class Model extends AbstractInProcessEmbeddingModel {

    private final OnnxBertBiEncoder encoder;

    Model(OnnxBertBiEncoder encoder) {
      super(Runnable::run);
      this.encoder = encoder;
    }

    @Override
    protected OnnxBertBiEncoder model() {
      return encoder;
    }
  }
}
