package lode.standalone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lode.adapters.embedding.EmbeddingSettings;
import lode.adapters.embedding.MiniLmEmbedder;
import lode.adapters.embedding.OpenAiEmbedder;
import lode.adapters.llm.Secret;
import lode.domain.search.Embedder;
import lode.domain.search.EmbeddingFailed;
import lode.standalone.bench.ModelStub;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedderTest {

  @TempDir static Path natives;

  private static MiniLmEmbedder miniLm;

  @BeforeAll
  static void createEmbedder() {
    miniLm = new MiniLmEmbedder(natives);
  }

  @Test
  void nearTextsAreNearerThanFarOnes() {
    List<float[]> vectors =
        miniLm.embed(
            List.of(
                "The pump delivers 7.5 kW.",
                "A pump with a power of 7.5 kilowatts.",
                "Our office is closed on Sundays."));
    assertThat(vectors).hasSize(3).allSatisfy(v -> assertThat(v).hasSize(miniLm.dimensions()));
    assertThat(cosine(vectors.get(0), vectors.get(1)))
        .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.3);
  }

  @Test
  void vectorsHaveLengthOne() {
    float[] vector = miniLm.embed(List.of("a text")).get(0);
    assertThat(cosine(vector, vector)).isCloseTo(1.0, within(1e-5));
  }

  @Test
  void readsBeyondTheTokenizersOwnLimit() {
    String head = "plain words of no interest ".repeat(50);
    assertThat(miniLm.tokens(head)).isBetween(200, 400);
    List<float[]> vectors = miniLm.embed(List.of(head, head + "volcano eruption lava ash"));
    assertThat(cosine(vectors.get(0), vectors.get(1))).isLessThan(0.999);
  }

  @Test
  void countsWhatTheModelCannotRead() {
    MiniLmEmbedder counting = new MiniLmEmbedder(natives);
    String text = "word ".repeat(600);
    counting.embed(List.of(text, "short"));
    assertThat(counting.tokens(text)).isEqualTo(600);
    assertThat(counting.tokensCut()).isEqualTo(600 - counting.maxTokens());
  }

  @Test
  void blankTextHasAVectorToo() {
    assertThat(miniLm.embed(List.of("", "  "))).hasSize(2);
    assertThat(miniLm.embed(List.of())).isEmpty();
  }

  @Test
  void threadsGetTheSameVectors() {
    float[] alone = miniLm.embed(List.of("the same text")).get(0);
    List<CompletableFuture<List<float[]>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> miniLm.embed(List.of("the same text"))));
    }
    calls.forEach(call -> assertThat(call.join().get(0)).isEqualTo(alone));
  }

  @Test
  void nativeLibrariesStandInTheGivenFolder() throws Exception {
    miniLm.embed(List.of("load"));
    try (Stream<Path> files = Files.walk(natives)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(System.mapLibraryName("onnxruntime"), System.mapLibraryName("tokenizers"));
    }
  }

  @Test
  void tokenizerDoesNotReportToItsMakers() {
    miniLm.embed(List.of("load"));
    assertThat(ai.djl.util.Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void endpointGivesUnitVectorsInOrderOverBatches() {
    try (ModelStub stub = ModelStub.answering(List.of())) {
      Embedder embedder = endpoint(stub, ModelStub.DIMENSIONS);
      List<float[]> vectors = embedder.embed(List.of("red apple", "blue sky", "red apple"));
      assertThat(stub.callCount()).isEqualTo(2);
      assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
      assertThat(cosine(vectors.get(0), vectors.get(0))).isCloseTo(1.0, within(1e-5));
    }
  }

  @Test
  void endpointWithOtherDimensionsIsRefused() {
    try (ModelStub stub = ModelStub.answering(List.of())) {
      EmbeddingFailed failure = failure(endpoint(stub, 3));
      assertThat(failure).hasMessageContaining("vectors of 64 numbers, configured are 3");
      assertThat(failure.retriable()).isFalse();
    }
  }

  @Test
  void endpointThatIsAwayMayComeBack() {
    Embedder embedder;
    try (ModelStub stub = ModelStub.answering(List.of())) {
      embedder = endpoint(stub, ModelStub.DIMENSIONS);
    }
    assertThat(failure(embedder).retriable()).isTrue();
  }

  private static EmbeddingFailed failure(Embedder embedder) {
    EmbeddingFailed failure =
        catchThrowableOfType(EmbeddingFailed.class, () -> embedder.embed(List.of("x")));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Embedder endpoint(ModelStub stub, int dimensions) {
    return new OpenAiEmbedder(
        new EmbeddingSettings(
            stub.baseUrl(),
            ModelStub.MODEL,
            new Secret("sk-embedding-key"),
            dimensions,
            512,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            2),
        Clock.systemUTC());
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
