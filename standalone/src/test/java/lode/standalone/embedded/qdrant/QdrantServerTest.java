package lode.standalone.embedded.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Through the official client, as the product uses it. */
class QdrantServerTest {
  private static final String CHUNKS = "chunks";
  private static QdrantServer server;
  private static QdrantClient client;

  @BeforeAll
  static void connect() throws Exception {
    server = QdrantServer.start(0);
    client =
        new QdrantClient(
            QdrantGrpcClient.newBuilder("127.0.0.1", server.port(), false, false)
                .withTimeout(Duration.ofSeconds(5))
                .build());
  }

  @AfterAll
  static void disconnect() {
    client.close();
    server.close();
  }

  private static <T> T get(ListenableFuture<T> future) throws Exception {
    return future.get(5, TimeUnit.SECONDS);
  }

  private static Status.Code codeOf(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(ExecutionException.class);
    return Status.fromThrowable(failure).getCode();
  }

  @BeforeEach
  void createCollection() throws Exception {
    VectorParams dense = VectorParams.newBuilder().setSize(2).setDistance(Distance.Cosine).build();
    SparseVectorParams sparse = SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build();
    get(
        client.createCollectionAsync(
            CreateCollection.newBuilder()
                .setCollectionName(CHUNKS)
                .setVectorsConfig(
                    VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putMap("dense", dense)))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder().putMap("words", sparse))
                .build()));
    get(
        client.createPayloadIndexAsync(
            CHUNKS,
            "project_id",
            PayloadSchemaType.Keyword,
            PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true))
                .build(),
            true,
            null,
            null));
  }

  @AfterEach
  void deleteCollection() throws Exception {
    get(client.deleteCollectionAsync(CHUNKS));
  }

  private static PointStruct point(
      long id, String project, float x, float y, List<Float> weights, List<Integer> words) {
    return PointStruct.newBuilder()
        .setId(id(id))
        .setVectors(namedVectors(Map.of("dense", vector(x, y), "words", vector(weights, words))))
        .putPayload("project_id", value(project))
        .build();
  }

  private static void upsertFour() throws Exception {
    get(
        client.upsertAsync(
            CHUNKS,
            List.of(
                point(1, "a", 1, 0, List.of(1f, 1f), List.of(10, 20)),
                point(2, "a", 3, 3, List.of(2f), List.of(10)),
                point(3, "b", 0, 2, List.of(1f, 3f), List.of(20, 30)),
                point(4, "b", -1, 0, List.of(1f), List.of(10)))));
  }

  private static QueryPoints.Builder request() {
    return QueryPoints.newBuilder().setCollectionName(CHUNKS);
  }

  private static List<ScoredPoint> query(QueryPoints.Builder request) throws Exception {
    return get(client.queryAsync(request.build()));
  }

  private static List<Long> ids(List<ScoredPoint> points) {
    return points.stream().map(point -> point.getId().getNum()).toList();
  }

  private static Filter project(String project) {
    return Filter.newBuilder()
        .addMust(ConditionFactory.matchKeyword("project_id", project))
        .build();
  }

  @Test
  void ranksByCosine() throws Exception {
    upsertFour();
    List<ScoredPoint> found =
        query(request().setQuery(nearest(2f, 0f)).setUsing("dense").setLimit(3));
    assertThat(ids(found)).containsExactly(1L, 2L, 3L);
    assertThat(found.get(0).getScore()).isCloseTo(1f, within(1e-6f));
    assertThat(found.get(1).getScore()).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(found.get(0).getPayloadMap()).isEmpty();
  }

  @Test
  void appliesThresholdOffsetAndFilter() throws Exception {
    upsertFour();
    QueryPoints.Builder nearest = request().setQuery(nearest(1f, 0f)).setUsing("dense");
    assertThat(ids(query(nearest.clone().setScoreThreshold(0.5f)))).containsExactly(1L, 2L);
    assertThat(ids(query(nearest.clone().setOffset(1).setLimit(2)))).containsExactly(2L, 3L);
    assertThat(ids(query(nearest.clone().setFilter(project("b"))))).containsExactly(3L, 4L);
    assertThat(query(nearest.clone().setFilter(project("none")))).isEmpty();
  }

  @Test
  void ranksOtherDistancesByTheirOwnOrder() throws Exception {
    for (Distance distance : new Distance[] {Distance.Dot, Distance.Euclid, Distance.Manhattan}) {
      get(
          client.createCollectionAsync(
              "plain", VectorParams.newBuilder().setSize(2).setDistance(distance).build()));
      get(
          client.upsertAsync(
              "plain",
              List.of(
                  PointStruct.newBuilder()
                      .setId(id(1))
                      .setVectors(VectorsFactory.vectors(1f, 1f))
                      .build(),
                  PointStruct.newBuilder()
                      .setId(id(2))
                      .setVectors(VectorsFactory.vectors(4f, 5f))
                      .build())));
      List<ScoredPoint> found =
          query(request().setCollectionName("plain").setQuery(nearest(1f, 2f)));
      List<Float> scores = found.stream().map(ScoredPoint::getScore).toList();
      switch (distance) {
        case Dot -> {
          assertThat(ids(found)).containsExactly(2L, 1L);
          assertThat(scores).containsExactly(14f, 3f);
        }
        case Euclid -> {
          assertThat(ids(found)).containsExactly(1L, 2L);
          assertThat(scores).containsExactly(1f, (float) Math.sqrt(18));
        }
        default -> {
          assertThat(ids(found)).containsExactly(1L, 2L);
          assertThat(scores).containsExactly(1f, 6f);
        }
      }
      get(client.deleteCollectionAsync("plain"));
    }
  }

  private static double idf(double all, double having) {
    return Math.log((all - having + 0.5) / (having + 0.5) + 1);
  }

  @Test
  void weighsSparseWordsByTheirRarity() throws Exception {
    upsertFour();
    QueryPoints.Builder words =
        request()
            .setQuery(QueryFactory.nearest(List.of(1f, 2f), List.of(10, 20)))
            .setUsing("words");
    List<ScoredPoint> found = query(words);
    // Word 10 is in three of four vectors, word 20 in two.
    assertThat(ids(found)).containsExactly(1L, 3L, 2L, 4L);
    assertThat(found.get(0).getScore())
        .isCloseTo((float) (idf(4, 3) + 2 * idf(4, 2)), within(1e-5f));
    assertThat(found.get(2).getScore()).isCloseTo((float) (2 * idf(4, 3)), within(1e-5f));
    // The statistics are of the collection, not of what the filter leaves.
    assertThat(query(words.clone().setFilter(project("b"))).get(0).getScore())
        .isCloseTo((float) (2 * idf(4, 2)), within(1e-5f));
    get(client.deleteAsync(CHUNKS, List.of(id(4L))));
    assertThat(query(words).get(2).getScore()).isCloseTo((float) (2 * idf(3, 2)), within(1e-5f));
  }

  private static PrefetchQuery.Builder prefetch(Query query, String using) {
    return PrefetchQuery.newBuilder().setQuery(query).setUsing(using).setLimit(10);
  }

  private static QueryPoints.Builder hybrid() {
    return request()
        .addPrefetch(prefetch(nearest(1f, 0f), "dense"))
        .addPrefetch(prefetch(QueryFactory.nearest(List.of(1f), List.of(30)), "words"));
  }

  @Test
  void fusesByReciprocalRank() throws Exception {
    upsertFour();
    // Dense: 1, 2, 3, 4. Sparse: 3 alone. Shares are 1 / (position + 2).
    List<ScoredPoint> found = query(hybrid().setQuery(fusion(Fusion.RRF)));
    assertThat(ids(found)).containsExactly(3L, 1L, 2L, 4L);
    assertThat(found.stream().map(ScoredPoint::getScore))
        .containsExactly(1f / 4 + 1f / 2, 1f / 2, 1f / 3, 1f / 5);
    assertThat(ids(query(hybrid().setQuery(fusion(Fusion.RRF)).setOffset(1).setLimit(2))))
        .containsExactly(1L, 2L);
    assertThat(ids(query(hybrid().setQuery(fusion(Fusion.RRF)).setScoreThreshold(0.4f))))
        .containsExactly(3L, 1L);
  }

  @Test
  void fusesWithAConstantAndWeightsOfItsOwn() throws Exception {
    upsertFour();
    Rrf rrf = Rrf.newBuilder().setK(60).addWeights(3).addWeights(1).build();
    List<ScoredPoint> found = query(hybrid().setQuery(QueryFactory.rrf(rrf)));
    assertThat(found.get(0).getId()).isEqualTo(id(3));
    assertThat(found.get(0).getScore())
        .isCloseTo(1f / (3f / 3 + 59) + 1f / (1 + 59), within(1e-6f));
    Rrf wrong = Rrf.newBuilder().addWeights(1).build();
    assertThat(codeOf(() -> query(hybrid().setQuery(QueryFactory.rrf(wrong)))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void fusesByDistribution() throws Exception {
    upsertFour();
    List<ScoredPoint> found = query(hybrid().setQuery(fusion(Fusion.DBSF)));
    assertThat(found.get(0).getId()).isEqualTo(id(3));
    // Dense scores 1, 0.707, 0, -1: mean 0.177, deviation 0.887; a list of one counts 0.5.
    assertThat(found.get(0).getScore()).isCloseTo(0.4668f + 0.5f, within(1e-3f));
    assertThat(ids(found)).containsExactly(3L, 1L, 2L, 4L);
  }

  @Test
  void filtersEachPrefetchAndPassesTheOuterFilterDown() throws Exception {
    upsertFour();
    QueryPoints.Builder one =
        request()
            .addPrefetch(prefetch(nearest(1f, 0f), "dense").setFilter(project("a")))
            .addPrefetch(prefetch(nearest(1f, 0f), "dense").setFilter(project("b")).setLimit(1))
            .setQuery(fusion(Fusion.RRF));
    assertThat(ids(query(one))).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(ids(query(one.clone().setFilter(project("a"))))).containsExactly(1L, 2L);
  }

  @Test
  void ranksAgainAmongWhatThePrefetchFound() throws Exception {
    upsertFour();
    QueryPoints.Builder rescored =
        request()
            .addPrefetch(prefetch(nearest(1f, 0f), "dense").setLimit(3))
            .setQuery(nearest(0f, 1f))
            .setUsing("dense");
    assertThat(ids(query(rescored))).containsExactly(3L, 2L, 1L);
  }

  @Test
  void findsNeighboursOfAPointAndListsByIdWithoutAQuery() throws Exception {
    upsertFour();
    assertThat(ids(query(request().setQuery(nearest(1L)).setUsing("dense"))))
        .containsExactly(2L, 3L, 4L);
    assertThat(ids(query(request()))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void answersABatchInOrder() throws Exception {
    upsertFour();
    var results =
        get(
            client.queryBatchAsync(
                CHUNKS,
                List.of(
                    request().setQuery(nearest(1f, 0f)).setUsing("dense").setLimit(1).build(),
                    request().setQuery(nearest(-1f, 0f)).setUsing("dense").setLimit(1).build())));
    assertThat(results)
        .extracting(batch -> batch.getResult(0).getId().getNum())
        .containsExactly(1L, 4L);
  }

  @Test
  void replacesPointsWholly() throws Exception {
    upsertFour();
    get(
        client.upsertAsync(
            CHUNKS,
            List.of(
                PointStruct.newBuilder()
                    .setId(id(1))
                    .setVectors(namedVectors(Map.of("dense", vector(0f, 1f))))
                    .putPayload("project_id", value("c"))
                    .build())));
    assertThat(get(client.countAsync(CHUNKS))).isEqualTo(4);
    assertThat(get(client.countAsync(CHUNKS, project("a"), true))).isEqualTo(1);
    assertThat(get(client.countAsync(CHUNKS, project("c"), true))).isEqualTo(1);
    assertThat(
            ids(
                query(
                    request()
                        .setQuery(QueryFactory.nearest(List.of(1f), List.of(10)))
                        .setUsing("words"))))
        .containsExactly(2L, 4L);
  }

  @Test
  void deletesByIdAndByFilterAndUsesTheRoomAgain() throws Exception {
    upsertFour();
    get(client.deleteAsync(CHUNKS, project("a")));
    get(client.deleteAsync(CHUNKS, List.of(id(3), id(99))));
    assertThat(ids(query(request()))).containsExactly(4L);
    upsertFour();
    assertThat(ids(query(request().setQuery(nearest(1f, 0f)).setUsing("dense"))))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(get(client.countAsync(CHUNKS, project("a"), true))).isEqualTo(2);
  }

  @Test
  void givesPayloadAndVectorsAsAsked() throws Exception {
    UUID uuid = UUID.fromString("00000000-0000-5000-8000-0000000000ff");
    get(
        client.upsertAsync(
            CHUNKS,
            List.of(
                PointStruct.newBuilder()
                    .setId(id(uuid))
                    .setVectors(
                        namedVectors(
                            Map.of(
                                "dense",
                                vector(3f, 4f),
                                "words",
                                vector(List.of(0.5f), List.of(7)))))
                    .putPayload("a", value(1))
                    .putPayload("b", value(Map.of("c", value("x"), "d", value(2.5))))
                    .build())));
    ScoredPoint all =
        query(
                request()
                    .setQuery(nearest(1f, 0f))
                    .setUsing("dense")
                    .setWithPayload(WithPayloadSelectorFactory.enable(true))
                    .setWithVectors(WithVectorsSelectorFactory.enable(true)))
            .get(0);
    assertThat(all.getId()).isEqualTo(id(uuid));
    assertThat(all.getPayloadMap()).containsOnlyKeys("a", "b");
    var vectors = all.getVectors().getVectors().getVectorsMap();
    assertThat(vectors.get("dense").getDense().getDataList()).containsExactly(0.6f, 0.8f);
    assertThat(vectors.get("words").getSparse().getIndicesList()).containsExactly(7);
    assertThat(vectors.get("words").getSparse().getValuesList()).containsExactly(0.5f);
    ScoredPoint part =
        query(request().setWithPayload(WithPayloadSelectorFactory.include(List.of("b.c")))).get(0);
    assertThat(part.getPayloadMap()).isEqualTo(Map.of("b", value(Map.of("c", value("x")))));
    assertThat(part.hasVectors()).isFalse();
    ScoredPoint rest =
        query(request().setWithPayload(WithPayloadSelectorFactory.exclude(List.of("a", "b.c"))))
            .get(0);
    assertThat(rest.getPayloadMap()).isEqualTo(Map.of("b", value(Map.of("d", value(2.5)))));
    assertThat(get(client.retrieveAsync(CHUNKS, List.of(id(uuid), id(5)), true, true, null)))
        .singleElement()
        .satisfies(found -> assertThat(found.getPayloadMap()).containsOnlyKeys("a", "b"));
  }

  @Test
  void changesPayloads() throws Exception {
    upsertFour();
    get(client.setPayloadAsync(CHUNKS, Map.of("lang", value("de")), id(1), true, null, null));
    assertThat(payloadOf(1)).containsOnlyKeys("project_id", "lang");
    get(
        client.overwritePayloadAsync(
            CHUNKS, Map.of("project_id", value("z")), id(1), true, null, null));
    assertThat(payloadOf(1)).isEqualTo(Map.of("project_id", value("z")));
    assertThat(get(client.countAsync(CHUNKS, project("z"), true))).isEqualTo(1);
    get(client.deletePayloadAsync(CHUNKS, List.of("project_id"), id(1), true, null, null));
    assertThat(payloadOf(1)).isEmpty();
    assertThat(get(client.countAsync(CHUNKS, project("z"), true))).isZero();
  }

  private static Map<String, Value> payloadOf(long number) throws Exception {
    return get(client.retrieveAsync(CHUNKS, id(number), true, false, null)).get(0).getPayloadMap();
  }

  @Test
  void scrollsInTheOrderOfIds() throws Exception {
    upsertFour();
    UUID uuid = UUID.fromString("00000000-0000-5000-8000-0000000000ff");
    get(client.upsertAsync(CHUNKS, List.of(PointStruct.newBuilder().setId(id(uuid)).build())));
    ScrollPoints.Builder scroll = ScrollPoints.newBuilder().setCollectionName(CHUNKS).setLimit(3);
    ScrollResponse first = get(client.scrollAsync(scroll.build()));
    assertThat(first.getResultList())
        .extracting(p -> p.getId().getNum())
        .containsExactly(1L, 2L, 3L);
    assertThat(first.getResult(0).getPayloadMap()).containsKey("project_id");
    ScrollResponse second =
        get(client.scrollAsync(scroll.clone().setOffset(first.getNextPageOffset()).build()));
    assertThat(second.getResultList()).extracting(p -> p.getId()).containsExactly(id(4), id(uuid));
    assertThat(second.hasNextPageOffset()).isFalse();
    ScrollResponse filtered =
        get(client.scrollAsync(scroll.clone().setFilter(project("b")).build()));
    assertThat(filtered.getResultList())
        .extracting(p -> p.getId().getNum())
        .containsExactly(3L, 4L);
  }

  @Test
  void knowsItsCollectionsAndAliases() throws Exception {
    upsertFour();
    assertThat(get(client.listCollectionsAsync())).containsExactly(CHUNKS);
    assertThat(get(client.collectionExistsAsync(CHUNKS))).isTrue();
    assertThat(get(client.collectionExistsAsync("other"))).isFalse();
    var info = get(client.getCollectionInfoAsync(CHUNKS));
    assertThat(info.getPointsCount()).isEqualTo(4);
    assertThat(
            info.getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapMap()
                .get("dense")
                .getSize())
        .isEqualTo(2);
    assertThat(info.getPayloadSchemaMap().get("project_id").getDataType())
        .isEqualTo(PayloadSchemaType.Keyword);
    get(client.createAliasAsync("live", CHUNKS));
    assertThat(get(client.countAsync("live"))).isEqualTo(4);
    assertThat(get(client.listCollectionAliasesAsync(CHUNKS))).containsExactly("live");
    ChangeAliases swap =
        ChangeAliases.newBuilder()
            .addActions(
                AliasOperations.newBuilder()
                    .setDeleteAlias(DeleteAlias.newBuilder().setAliasName("live")))
            .addActions(
                AliasOperations.newBuilder()
                    .setCreateAlias(
                        CreateAlias.newBuilder().setAliasName("live").setCollectionName("none")))
            .build();
    assertThat(codeOf(() -> get(client.grpcClient().collections().updateAliases(swap))))
        .isEqualTo(Status.Code.NOT_FOUND);
    assertThat(get(client.listCollectionAliasesAsync(CHUNKS))).containsExactly("live");
  }

  @Test
  void refusesWhatQdrantRefuses() throws Exception {
    upsertFour();
    assertThat(codeOf(() -> get(client.countAsync("none")))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(codeOf(() -> query(request().setQuery(nearest(1f, 0f, 0f)).setUsing("dense"))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> query(request().setQuery(nearest(1f, 0f)).setUsing("other"))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> query(request().setQuery(fusion(Fusion.RRF)))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(
            codeOf(
                () ->
                    get(
                        client.upsertAsync(
                            CHUNKS,
                            List.of(
                                point(8, "a", 1, 1, List.of(1f), List.of(1)),
                                point(9, "a", 1, 1, List.of(1f, 2f), List.of(1, 1)))))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(get(client.countAsync(CHUNKS))).as("nothing of a refused request").isEqualTo(4);
    assertThat(
            codeOf(
                () ->
                    get(
                        client.upsertAsync(
                            CHUNKS,
                            List.of(
                                PointStruct.newBuilder()
                                    .setId(PointId.newBuilder().setUuid("not one"))
                                    .build())))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(
            codeOf(
                () ->
                    get(
                        client.createCollectionAsync(
                            CHUNKS,
                            VectorParams.newBuilder()
                                .setSize(2)
                                .setDistance(Distance.Dot)
                                .build()))))
        .isEqualTo(Status.Code.ALREADY_EXISTS);
  }

  @Test
  void saysWhatToDoAboutCallsThatItDoesNotHave() {
    Throwable failure =
        catchThrowable(
            () ->
                get(
                    client
                        .grpcClient()
                        .points()
                        .recommend(
                            RecommendPoints.newBuilder().setCollectionName(CHUNKS).build())));
    assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(Status.fromThrowable(failure).getDescription()).contains("LODE_QDRANT_URL");
  }

  @Test
  void givesWholePointsWhileOthersWrite() throws Exception {
    upsertFour();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    List<Future<?>> writing = new ArrayList<>();
    for (long lane = 0; lane < 2; lane++) {
      long first = 100 + lane * 1000;
      writing.add(
          writers.submit(
              () -> {
                for (long i = 0; i < 150; i++) {
                  get(
                      client.upsertAsync(
                          CHUNKS, List.of(point(first + i, "a", 1, i, List.of(1f), List.of(10)))));
                  get(client.deleteAsync(CHUNKS, List.of(id(first + i - 2))));
                }
                return null;
              }));
    }
    QueryPoints.Builder hybrid =
        hybrid()
            .setQuery(fusion(Fusion.RRF))
            .setFilter(project("a"))
            .setWithPayload(WithPayloadSelectorFactory.enable(true));
    while (!writing.stream().allMatch(Future::isDone)) {
      assertThat(query(hybrid.clone()))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(found -> found.getPayloadMap().get("project_id").equals(value("a")));
    }
    for (Future<?> done : writing) {
      done.get();
    }
    writers.shutdown();
    assertThat(get(client.countAsync(CHUNKS))).isEqualTo(4 + 2 * 2);
    assertThat(get(client.countAsync(CHUNKS, project("a"), true))).isEqualTo(2 + 2 * 2);
  }

  @Test
  void answersTheHealthCheck() throws Exception {
    assertThat(get(client.healthCheckAsync()).getVersion()).startsWith("1.");
  }
}
