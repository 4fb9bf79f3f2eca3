package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One collection in memory: many may read it at a time, one may write. */
final class StoredCollection {
  private final CollectionConfig config;
  private final Map<String, DenseVectors> dense = new LinkedHashMap<>();
  private final Map<String, SparseVectors> sparse = new LinkedHashMap<>();
  private final StoredPoints points = new StoredPoints();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  StoredCollection(CreateCollection request, CollectionConfig config) {
    this.config = config;
    if (request.getVectorsConfig().hasParams()) {
      addDense("", request.getVectorsConfig().getParams());
    }
    request.getVectorsConfig().getParamsMap().getMapMap().forEach(this::addDense);
    request.getSparseVectorsConfig().getMapMap().forEach(this::addSparse);
  }

  private void addDense(String name, VectorParams params) {
    if (params.hasMultivectorConfig()) {
      throw unimplemented("multi-vectors");
    }
    if (params.getSize() < 1 || params.getSize() > 65536) {
      throw invalid("Vector size must be from 1 to 65536, got " + params.getSize());
    }
    if (params.getDistance() == Distance.UnknownDistance
        || params.getDistance() == Distance.UNRECOGNIZED) {
      throw invalid("Unknown distance of vector '" + name + "'");
    }
    dense.put(name, new DenseVectors((int) params.getSize(), params.getDistance()));
  }

  private void addSparse(String name, SparseVectorParams params) {
    sparse.put(name, new SparseVectors(params.getModifier() == Modifier.Idf));
  }

  static StatusRuntimeException invalid(String why) {
    return Status.INVALID_ARGUMENT.withDescription("Wrong input: " + why).asRuntimeException();
  }

  static StatusRuntimeException unimplemented(String what) {
    return Status.UNIMPLEMENTED
        .withDescription(
            "The embedded index has no " + what + "; set LODE_QDRANT_URL to a real Qdrant")
        .asRuntimeException();
  }

  CollectionConfig config() {
    return config;
  }

  /** Runs with a stable view of the points. */
  <T> T reading(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void writing(Runnable work) {
    lock.writeLock().lock();
    try {
      work.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Ids, payloads and indexes; to be used within {@link #reading}. */
  StoredPoints points() {
    return points;
  }

  Map<String, DenseVectors> dense() {
    return dense;
  }

  Map<String, SparseVectors> sparse() {
    return sparse;
  }

  // --- writing

  /** A point whose vectors were checked, so that a request is applied whole or not at all. */
  private record Checked(
      PointKey key,
      Map<String, Value> payload,
      Map<String, float[]> dense,
      Map<String, SparseVector> sparse) {}

  void upsert(List<PointStruct> request, UpdateMode mode) {
    List<Checked> checked = request.stream().map(this::check).toList();
    writing(() -> checked.forEach(point -> upsert(point, mode)));
  }

  private void upsert(Checked point, UpdateMode mode) {
    boolean known = points.slot(point.key) != null;
    if ((known && mode == UpdateMode.InsertOnly) || (!known && mode == UpdateMode.UpdateOnly)) {
      return;
    }
    int slot = points.put(point.key, point.payload);
    dense.forEach(
        (name, vectors) -> {
          float[] vector = point.dense.get(name);
          if (vector == null) {
            vectors.remove(slot);
          } else {
            vectors.put(slot, vector);
          }
        });
    sparse.forEach(
        (name, vectors) -> {
          SparseVector vector = point.sparse.get(name);
          if (vector == null) {
            vectors.remove(slot);
          } else {
            vectors.put(slot, vector);
          }
        });
  }

  private Checked check(PointStruct point) {
    Map<String, Vector> given =
        point.getVectors().hasVector()
            ? Map.of("", point.getVectors().getVector())
            : point.getVectors().getVectors().getVectorsMap();
    Map<String, float[]> denseGiven = new HashMap<>();
    Map<String, SparseVector> sparseGiven = new HashMap<>();
    given.forEach(
        (name, vector) -> {
          if (vector.hasDense() && dense.containsKey(name)) {
            denseGiven.put(name, denseOf(name).prepare(vector.getDense()));
          } else if (vector.hasSparse() && sparse.containsKey(name)) {
            SparseVectors.check(vector.getSparse());
            sparseGiven.put(name, vector.getSparse());
          } else if (dense.containsKey(name) || sparse.containsKey(name)) {
            throw invalid("vector '" + name + "' is of another kind in this collection");
          } else {
            throw noVector(name);
          }
        });
    return new Checked(PointKey.of(point.getId()), point.getPayloadMap(), denseGiven, sparseGiven);
  }

  private static StatusRuntimeException noVector(String name) {
    return invalid("Not existing vector name error: " + name);
  }

  private DenseVectors denseOf(String name) {
    DenseVectors vectors = dense.get(name);
    if (vectors == null) {
      throw noVector(name);
    }
    return vectors;
  }

  void delete(PointsSelector selector) {
    writing(
        () ->
            selected(selector)
                .forEach(
                    slot -> {
                      points.remove(slot);
                      dense.values().forEach(vectors -> vectors.remove(slot));
                      sparse.values().forEach(vectors -> vectors.remove(slot));
                    }));
  }

  void changePayload(PointsSelector selector, UnaryOperator<Map<String, Value>> change) {
    writing(
        () ->
            selected(selector)
                .forEach(slot -> points.put(points.key(slot), change.apply(points.payload(slot)))));
  }

  private List<Integer> selected(PointsSelector selector) {
    return switch (selector.getPointsSelectorOneOfCase()) {
      case POINTS -> slotsOf(selector.getPoints().getIdsList());
      case FILTER ->
          allOr(filter().select(List.of(selector.getFilter()))).stream().boxed().toList();
      case POINTSSELECTORONEOF_NOT_SET -> throw invalid("No points selector");
    };
  }

  /** The slots of those ids that are known, in the order given. */
  List<Integer> slotsOf(List<PointId> ids) {
    Set<Integer> slots = new LinkedHashSet<>();
    for (PointId id : ids) {
      Integer slot = points.slot(PointKey.of(id));
      if (slot != null) {
        slots.add(slot);
      }
    }
    return List.copyOf(slots);
  }

  void addIndex(String field, PayloadIndex index) {
    writing(() -> points.addIndex(field, index));
  }

  void removeIndex(String field) {
    writing(() -> points.indexes().remove(field));
  }

  // --- reading

  SlotFilter filter() {
    Map<String, TextIndexParams> text = new HashMap<>();
    points
        .indexes()
        .forEach(
            (field, index) -> {
              if (index.type() == PayloadSchemaType.Text) {
                text.put(field, index.params().getTextIndexParams());
              }
            });
    return new SlotFilter(
        points,
        new PayloadConditions(text),
        (name, slot) ->
            (dense.containsKey(name) && dense.get(name).has(slot))
                || (sparse.containsKey(name) && sparse.get(name).has(slot)));
  }

  /** The slots that a filter selected, or all. */
  BitSet allOr(@Nullable BitSet selected) {
    return selected == null ? (BitSet) points.live().clone() : selected;
  }

  /** Runs a query with its prefetches; to be used within {@link #reading}. */
  List<Hit> query(Stage stage) {
    return stage.page(run(stage, List.of()));
  }

  /** Filters of a stage count for its prefetches too, as in Qdrant. */
  private List<Hit> run(Stage stage, List<Filter> inherited) {
    List<Filter> filters = new ArrayList<>(inherited);
    filters.add(stage.filter());
    if (stage.prefetch().isEmpty()) {
      return single(stage, filter().select(filters));
    }
    List<List<Hit>> found = new ArrayList<>();
    for (Stage prefetch : stage.prefetch()) {
      found.add(prefetch.page(run(prefetch, filters)));
    }
    Query query = stage.query();
    if (query == null) {
      throw invalid("A query is needed to merge the prefetches");
    }
    return switch (query.getVariantCase()) {
      case FUSION -> above(stage, fuse(query, found));
      case RRF -> {
        int k = query.getRrf().hasK() ? query.getRrf().getK() : RankFusion.DEFAULT_K;
        if (k < 1) {
          throw invalid("rrf.k must be at least 1");
        }
        yield above(stage, RankFusion.reciprocal(found, k, query.getRrf().getWeightsList()));
      }
      default -> single(stage, union(found));
    };
  }

  private static List<Hit> fuse(Query query, List<List<Hit>> found) {
    return switch (query.getFusion()) {
      case RRF -> RankFusion.reciprocal(found, RankFusion.DEFAULT_K, List.of());
      case DBSF -> RankFusion.byDistribution(found);
      case UNRECOGNIZED -> throw invalid("unknown fusion");
    };
  }

  private static List<Hit> above(Stage stage, List<Hit> fused) {
    return fused.stream().filter(hit -> !(hit.score() < stage.threshold())).toList();
  }

  private static BitSet union(List<List<Hit>> found) {
    BitSet all = new BitSet();
    found.forEach(hits -> hits.forEach(hit -> all.set(hit.slot())));
    return all;
  }

  private List<Hit> single(Stage stage, @Nullable BitSet candidates) {
    Query query = stage.query();
    if (query == null) {
      return byId(stage, candidates);
    }
    return switch (query.getVariantCase()) {
      case NEAREST -> nearest(stage, query.getNearest(), candidates);
      case FUSION, RRF -> throw invalid("cannot apply fusion without prefetches");
      case VARIANT_NOT_SET -> throw invalid("empty query");
      default -> throw unimplemented("query of the kind " + query.getVariantCase());
    };
  }

  private List<Hit> byId(Stage stage, @Nullable BitSet candidates) {
    return points.from(null).values().stream()
        .filter(slot -> candidates == null || candidates.get(slot))
        .limit(stage.reach())
        .map(slot -> new Hit(slot, 0))
        .toList();
  }

  private List<Hit> nearest(Stage stage, VectorInput input, @Nullable BitSet candidates) {
    String name = stage.using();
    return switch (input.getVariantCase()) {
      case DENSE -> {
        if (sparse.containsKey(name)) {
          throw invalid("vector '" + name + "' is sparse");
        }
        DenseVectors vectors = denseOf(name);
        float[] query = vectors.prepare(input.getDense());
        yield vectors.nearest(query, candidates, stage.reach(), stage.threshold());
      }
      case SPARSE -> {
        SparseVectors vectors = sparse.get(name);
        if (vectors == null) {
          throw noVector(name);
        }
        yield vectors.nearest(input.getSparse(), candidates, stage.reach(), stage.threshold());
      }
      case ID -> nearestTo(stage, PointKey.of(input.getId()), candidates);
      default -> throw unimplemented("query vector of the kind " + input.getVariantCase());
    };
  }

  /** The point itself is not among its neighbours. */
  private List<Hit> nearestTo(Stage stage, PointKey key, @Nullable BitSet candidates) {
    Integer own = points.slot(key);
    if (own == null) {
      throw Status.NOT_FOUND
          .withDescription("Not found: No point with id " + key.toPointId() + " found")
          .asRuntimeException();
    }
    BitSet others = allOr(candidates);
    others.clear(own);
    SparseVectors sparseVectors = sparse.get(stage.using());
    SparseVector sparseQuery = sparseVectors == null ? null : sparseVectors.get(own);
    if (sparseVectors != null && sparseQuery != null) {
      return sparseVectors.nearest(sparseQuery, others, stage.reach(), stage.threshold());
    }
    DenseVectors vectors = denseOf(stage.using());
    float[] query = vectors.get(own);
    if (query == null) {
      throw noVector(stage.using());
    }
    return vectors.nearest(query, others, stage.reach(), stage.threshold());
  }
}
