package lode.adapters.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.QueryFactory.rrf;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
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
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lode.domain.search.Passage;
import lode.domain.search.SearchIndex;
import lode.domain.search.SearchIndexUnavailable;
import lode.domain.search.SearchMode;
import lode.domain.search.SearchQuery;
import lode.domain.search.SparseVector;

/**
 * {@link SearchIndex} in Qdrant: one collection for all projects, a dense and a sparse vector a
 * point, fused by reciprocal rank inside the query. Each call has a deadline and no retries of its
 * own.
 */
public final class QdrantSearchIndex implements SearchIndex {

  private static final String DENSE = "dense";
  private static final String SPARSE = "sparse";
  private static final String PROJECT = "project_id";
  private static final String SOURCE_GROUP = "source_group";
  private static final String FIELD_GROUP = "field_group";
  private static final String KIND = "kind";

  /** Points of one request: a megabyte at 384 dimensions, far below gRPC's 4 MiB. */
  private static final int BATCH = 128;

  /** Candidates of each leg for one hit of the fusion; more costs time and changes little. */
  private static final int PREFETCH_FACTOR = 5;

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final QdrantClient client;
  private final String collection;
  private final int dimensions;

  /** An index of vectors of one model; its name and dimensions are part of the collection's name. */
  public QdrantSearchIndex(QdrantClient client, String model, int dimensions) {
    this.client = client;
    this.dimensions = dimensions;
    this.collection =
        "lode-" + model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-" + dimensions;
  }

  @Override
  public boolean prepare() {
    if (get(client.collectionExistsAsync(collection, DEADLINE))) {
      return false;
    }
    create(collection);
    return true;
  }

  private void create(String name) {
    VectorParams dense =
        VectorParams.newBuilder().setSize(dimensions).setDistance(Distance.Cosine).build();
    SparseVectorParams sparse = SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build();
    get(
        client.createCollectionAsync(
            CreateCollection.newBuilder()
                .setCollectionName(name)
                .setVectorsConfig(
                    VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putMap(DENSE, dense)))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder().putMap(SPARSE, sparse))
                .build(),
            DEADLINE));
    indexKeyword(name, PROJECT, true);
    indexKeyword(name, SOURCE_GROUP, false);
    indexKeyword(name, FIELD_GROUP, false);
  }

  private void indexKeyword(String name, String field, boolean tenant) {
    PayloadIndexParams params =
        PayloadIndexParams.newBuilder()
            .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(tenant))
            .build();
    get(
        client.createPayloadIndexAsync(
            name, field, PayloadSchemaType.Keyword, params, true, null, DEADLINE));
  }

  @Override
  public void upsert(List<Point> points) {
    for (int from = 0; from < points.size(); from += BATCH) {
      List<PointStruct> batch =
          points.subList(from, Math.min(from + BATCH, points.size())).stream()
              .map(QdrantSearchIndex::point)
              .toList();
      get(client.upsertAsync(collection, batch, DEADLINE));
    }
  }

  private static PointStruct point(Point point) {
    return PointStruct.newBuilder()
        .setId(id(point.passage().id()))
        .setVectors(
            namedVectors(
                Map.of(DENSE, vector(floats(point.dense())), SPARSE, sparse(point.sparse()))))
        .putAllPayload(payload(point.passage()))
        .build();
  }

  private static Map<String, Value> payload(Passage passage) {
    Map<String, Value> payload = new HashMap<>();
    payload.put(PROJECT, value(passage.projectId().toString()));
    payload.put(SOURCE_GROUP, value(passage.sourceGroup()));
    payload.put(KIND, value(passage.kind()));
    if (passage.fieldGroup() != null) {
      payload.put(FIELD_GROUP, value(passage.fieldGroup()));
    }
    return payload;
  }

  private static Vector sparse(SparseVector vector) {
    return vector(floats(vector.weights()), ints(vector.terms()));
  }

  @Override
  public void delete(List<UUID> ids) {
    if (!ids.isEmpty()) {
      get(
          client.deleteAsync(
              collection,
              ids.stream().map(io.qdrant.client.PointIdFactory::id).toList(),
              DEADLINE));
    }
  }

  @Override
  public long count() {
    return get(client.countAsync(collection, DEADLINE));
  }

  @Override
  public List<Scored> search(SearchQuery query, float[] dense, SparseVector sparse) {
    QueryPoints.Builder request =
        QueryPoints.newBuilder()
            .setCollectionName(collection)
            .setFilter(filter(query))
            .setLimit(query.limit());
    if (query.mode() == SearchMode.HYBRID) {
      int candidates = Math.max(50, query.limit() * PREFETCH_FACTOR);
      request
          .addPrefetch(leg(query, candidates).setQuery(nearest(floats(dense))).setUsing(DENSE))
          .addPrefetch(
              leg(query, candidates)
                  .setQuery(nearest(floats(sparse.weights()), ints(sparse.terms())))
                  .setUsing(SPARSE))
          .setQuery(rrf(Rrf.getDefaultInstance()));
    } else if (query.mode() == SearchMode.DENSE) {
      request.setQuery(nearest(floats(dense))).setUsing(DENSE);
    } else {
      request.setQuery(nearest(floats(sparse.weights()), ints(sparse.terms()))).setUsing(SPARSE);
    }
    List<ScoredPoint> found = get(client.queryAsync(request.build(), DEADLINE));
    return found.stream()
        .map(point -> new Scored(UUID.fromString(point.getId().getUuid()), point.getScore()))
        .toList();
  }

  private static PrefetchQuery.Builder leg(SearchQuery query, int candidates) {
    return PrefetchQuery.newBuilder().setFilter(filter(query)).setLimit(candidates);
  }

  private static Filter filter(SearchQuery query) {
    Filter.Builder filter =
        Filter.newBuilder().addMust(matchKeyword(PROJECT, query.projectId().toString()));
    if (!query.sourceGroups().isEmpty()) {
      filter.addMust(matchKeywords(SOURCE_GROUP, query.sourceGroups()));
    }
    if (!query.fieldGroups().isEmpty()) {
      filter.addMust(matchKeywords(FIELD_GROUP, query.fieldGroups()));
    }
    return filter.build();
  }

  private static List<Float> floats(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static List<Integer> ints(int[] values) {
    List<Integer> list = new ArrayList<>(values.length);
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get(DEADLINE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SearchIndexUnavailable(interrupted);
    } catch (ExecutionException failed) {
      throw new SearchIndexUnavailable(failed.getCause());
    } catch (TimeoutException late) {
      throw new SearchIndexUnavailable(late);
    }
  }
}
