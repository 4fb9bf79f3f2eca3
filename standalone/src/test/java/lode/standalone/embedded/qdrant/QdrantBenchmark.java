package lode.standalone.embedded.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

import io.qdrant.client.ConditionFactory;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Latency of the embedded index over the wire; a program, not a test: {@code QdrantBenchmark [points]}. */
final class QdrantBenchmark {
  private static final int DIMENSION = 384;
  private static final int WORDS_PER_CHUNK = 60;
  private final Random random = new Random(7);

  public static void main(String[] arguments) throws Exception {
    int points = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (QdrantServer server = QdrantServer.start(0);
        QdrantClient client =
            new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", server.port(), false, false).build())) {
      new QdrantBenchmark().run(client, points);
    }
  }

  private void run(QdrantClient client, int points) throws Exception {
    create(client);
    long start = System.nanoTime();
    for (int from = 0; from < points; from += 250) {
      List<PointStruct> batch = new ArrayList<>();
      for (int i = from; i < Math.min(points, from + 250); i++) {
        batch.add(point(i));
      }
      client.upsertAsync("bench", batch).get(30, TimeUnit.SECONDS);
    }
    System.out.printf("loaded %,d points in %.1f s%n", points, (System.nanoTime() - start) / 1e9);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf("heap %d MB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    measure(client, "dense, all", dense().build());
    measure(client, "dense, tenant of half", dense().setFilter(project("p1")).build());
    measure(client, "dense, tenant of 1 %", dense().setFilter(project("small")).build());
    measure(client, "hybrid, all", hybrid(Filter.getDefaultInstance()));
    measure(client, "hybrid, tenant of half", hybrid(project("p1")));
  }

  private static void create(QdrantClient client) throws Exception {
    client
        .createCollectionAsync(
            CreateCollection.newBuilder()
                .setCollectionName("bench")
                .setVectorsConfig(
                    VectorsConfig.newBuilder()
                        .setParamsMap(
                            VectorParamsMap.newBuilder()
                                .putMap(
                                    "dense",
                                    VectorParams.newBuilder()
                                        .setSize(DIMENSION)
                                        .setDistance(Distance.Cosine)
                                        .build())))
                .setSparseVectorsConfig(
                    SparseVectorConfig.newBuilder()
                        .putMap(
                            "words",
                            SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build()))
                .build())
        .get(5, TimeUnit.SECONDS);
    client
        .createPayloadIndexAsync(
            "bench", "project_id", PayloadSchemaType.Keyword, null, true, null, null)
        .get(5, TimeUnit.SECONDS);
  }

  private PointStruct point(int number) {
    Map<Integer, Float> words = words(WORDS_PER_CHUNK);
    return PointStruct.newBuilder()
        .setId(id(new java.util.UUID(number * 0x9E3779B97F4A7C15L, number)))
        .setVectors(
            namedVectors(
                Map.of(
                    "dense", vector(embedding()),
                    "words",
                        vector(new ArrayList<>(words.values()), new ArrayList<>(words.keySet())))))
        .putPayload(
            "project_id", value(number % 100 == 0 ? "small" : number % 2 == 0 ? "p2" : "p1"))
        .putPayload("source_id", value("source-" + number / 20))
        .putPayload("start", value(number))
        .build();
  }

  private float[] embedding() {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Few words are frequent, as in language. */
  private Map<Integer, Float> words(int count) {
    Map<Integer, Float> words = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      words.put((int) Math.exp(random.nextDouble() * Math.log(50_000)), 1 + random.nextFloat());
    }
    return words;
  }

  private QueryPoints.Builder dense() {
    return QueryPoints.newBuilder()
        .setCollectionName("bench")
        .setQuery(nearest(embedding()))
        .setUsing("dense")
        .setWithPayload(WithPayloadSelectorFactory.enable(true))
        .setLimit(20);
  }

  private QueryPoints hybrid(Filter filter) {
    Map<Integer, Float> words = words(6);
    return QueryPoints.newBuilder()
        .setCollectionName("bench")
        .addPrefetch(
            PrefetchQuery.newBuilder()
                .setQuery(nearest(embedding()))
                .setUsing("dense")
                .setFilter(filter)
                .setLimit(50))
        .addPrefetch(
            PrefetchQuery.newBuilder()
                .setQuery(nearest(new ArrayList<>(words.values()), new ArrayList<>(words.keySet())))
                .setUsing("words")
                .setFilter(filter)
                .setLimit(50))
        .setQuery(fusion(Fusion.RRF))
        .setWithPayload(WithPayloadSelectorFactory.enable(true))
        .setLimit(20)
        .build();
  }

  private static Filter project(String project) {
    return Filter.newBuilder()
        .addMust(ConditionFactory.matchKeyword("project_id", project))
        .build();
  }

  private static void measure(QdrantClient client, String name, QueryPoints query)
      throws Exception {
    double[] millis = new double[200];
    for (int i = -50; i < millis.length; i++) {
      long start = System.nanoTime();
      client.queryAsync(query, Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-24s p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
        name, millis[100], millis[190], millis[199]);
  }
}
