package lode.standalone.embedded.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Qdrant's service for points. */
final class PointCalls extends PointsGrpc.PointsImplBase {
  private static final int DEFAULT_SCROLL_LIMIT = 10;

  private final Catalog catalog;
  private final AtomicLong operations = new AtomicLong();

  PointCalls(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
    write(
        observer,
        () -> {
          if (request.hasUpdateFilter()) {
            throw StoredCollection.unimplemented("update_filter");
          }
          catalog
              .get(request.getCollectionName())
              .upsert(request.getPointsList(), request.getUpdateMode());
        });
  }

  @Override
  public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
    write(observer, () -> catalog.get(request.getCollectionName()).delete(request.getPoints()));
  }

  @Override
  public void setPayload(
      SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
    refuseKey(request, observer, () -> changePayload(request, true));
  }

  @Override
  public void overwritePayload(
      SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
    refuseKey(request, observer, () -> changePayload(request, false));
  }

  private void refuseKey(
      SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer, Runnable work) {
    write(
        observer,
        () -> {
          if (request.hasKey()) {
            throw StoredCollection.unimplemented("payload key in set_payload");
          }
          work.run();
        });
  }

  private void changePayload(SetPayloadPoints request, boolean keepOthers) {
    catalog
        .get(request.getCollectionName())
        .changePayload(
            request.getPointsSelector(),
            old -> {
              Map<String, Value> fresh = new LinkedHashMap<>(keepOthers ? old : Map.of());
              fresh.putAll(request.getPayloadMap());
              return fresh;
            });
  }

  @Override
  public void deletePayload(
      DeletePayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
    write(
        observer,
        () -> {
          List<PayloadPath> paths = request.getKeysList().stream().map(PayloadPath::parse).toList();
          catalog
              .get(request.getCollectionName())
              .changePayload(
                  request.getPointsSelector(),
                  old -> {
                    Map<String, Value> left = old;
                    for (PayloadPath path : paths) {
                      left = path.without(left);
                    }
                    return left;
                  });
        });
  }

  @Override
  public void clearPayload(
      ClearPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
    write(
        observer,
        () ->
            catalog
                .get(request.getCollectionName())
                .changePayload(request.getPoints(), old -> Map.of()));
  }

  @Override
  public void createFieldIndex(
      CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
    write(
        observer,
        () -> {
          PayloadIndexParams params = request.getFieldIndexParams();
          PayloadSchemaType type = type(request);
          catalog
              .get(request.getCollectionName())
              .addIndex(
                  request.getFieldName(), new PayloadIndex(request.getFieldName(), type, params));
        });
  }

  private static PayloadSchemaType type(CreateFieldIndexCollection request) {
    if (request.hasFieldType()) {
      return switch (request.getFieldType()) {
        case FieldTypeKeyword -> PayloadSchemaType.Keyword;
        case FieldTypeInteger -> PayloadSchemaType.Integer;
        case FieldTypeFloat -> PayloadSchemaType.Float;
        case FieldTypeText -> PayloadSchemaType.Text;
        case FieldTypeBool -> PayloadSchemaType.Bool;
        case FieldTypeDatetime -> PayloadSchemaType.Datetime;
        case FieldTypeUuid -> PayloadSchemaType.Uuid;
        case FieldTypeGeo -> throw StoredCollection.unimplemented("geographic index");
        case UNRECOGNIZED -> throw StoredCollection.invalid("unknown field type");
      };
    }
    return switch (request.getFieldIndexParams().getIndexParamsCase()) {
      case KEYWORD_INDEX_PARAMS -> PayloadSchemaType.Keyword;
      case INTEGER_INDEX_PARAMS -> PayloadSchemaType.Integer;
      case FLOAT_INDEX_PARAMS -> PayloadSchemaType.Float;
      case TEXT_INDEX_PARAMS -> PayloadSchemaType.Text;
      case BOOL_INDEX_PARAMS -> PayloadSchemaType.Bool;
      case DATETIME_INDEX_PARAMS -> PayloadSchemaType.Datetime;
      case UUID_INDEX_PARAMS -> PayloadSchemaType.Uuid;
      case GEO_INDEX_PARAMS -> throw StoredCollection.unimplemented("geographic index");
      case INDEXPARAMS_NOT_SET -> throw StoredCollection.invalid("field type is missing");
    };
  }

  @Override
  public void deleteFieldIndex(
      DeleteFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
    write(
        observer,
        () -> catalog.get(request.getCollectionName()).removeIndex(request.getFieldName()));
  }

  private void write(StreamObserver<PointsOperationResponse> observer, Runnable work) {
    long start = System.nanoTime();
    Replies.send(
        observer,
        () -> {
          work.run();
          return PointsOperationResponse.newBuilder()
              .setResult(
                  UpdateResult.newBuilder()
                      .setOperationId(operations.incrementAndGet())
                      .setStatus(UpdateStatus.Completed))
              .setTime(Replies.secondsSince(start))
              .build();
        });
  }

  @Override
  public void get(GetPoints request, StreamObserver<GetResponse> observer) {
    Replies.send(
        observer,
        () -> {
          StoredCollection collection = catalog.get(request.getCollectionName());
          return collection.reading(
              () -> {
                GetResponse.Builder found = GetResponse.newBuilder();
                for (int slot : collection.slotsOf(request.getIdsList())) {
                  found.addResult(
                      retrieved(
                          collection,
                          slot,
                          orAll(request.hasWithPayload(), request.getWithPayload()),
                          request.getWithVectors()));
                }
                return found.build();
              });
        });
  }

  @Override
  public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
    Replies.send(
        observer,
        () -> {
          if (request.hasOrderBy()) {
            throw StoredCollection.unimplemented("order_by");
          }
          StoredCollection collection = catalog.get(request.getCollectionName());
          return collection.reading(() -> scroll(collection, request));
        });
  }

  private static ScrollResponse scroll(StoredCollection collection, ScrollPoints request) {
    int limit = request.hasLimit() ? request.getLimit() : DEFAULT_SCROLL_LIMIT;
    if (limit < 1) {
      throw StoredCollection.invalid("limit must be at least 1");
    }
    BitSet selected = collection.allOr(collection.filter().select(List.of(request.getFilter())));
    PointKey start = request.hasOffset() ? PointKey.of(request.getOffset()) : null;
    ScrollResponse.Builder page = ScrollResponse.newBuilder();
    for (Map.Entry<PointKey, Integer> entry : collection.points().from(start).entrySet()) {
      if (!selected.get(entry.getValue())) {
        continue;
      }
      if (page.getResultCount() == limit) {
        page.setNextPageOffset(entry.getKey().toPointId());
        break;
      }
      page.addResult(
          retrieved(
              collection,
              entry.getValue(),
              orAll(request.hasWithPayload(), request.getWithPayload()),
              request.getWithVectors()));
    }
    return page.build();
  }

  /** Getting and scrolling give payloads unless told otherwise; queries do not. */
  private static WithPayloadSelector orAll(boolean given, WithPayloadSelector selector) {
    return given ? selector : WithPayloadSelector.newBuilder().setEnable(true).build();
  }

  private static RetrievedPoint retrieved(
      StoredCollection collection,
      int slot,
      WithPayloadSelector withPayload,
      WithVectorsSelector withVectors) {
    RetrievedPoint.Builder point =
        RetrievedPoint.newBuilder()
            .setId(collection.points().key(slot).toPointId())
            .putAllPayload(Replies.payload(collection, slot, withPayload));
    Replies.vectors(collection, slot, withVectors).ifPresent(point::setVectors);
    return point.build();
  }

  @Override
  public void count(CountPoints request, StreamObserver<CountResponse> observer) {
    Replies.send(
        observer,
        () -> {
          StoredCollection collection = catalog.get(request.getCollectionName());
          Filter filter = request.getFilter();
          long count =
              collection.reading(
                  () -> {
                    BitSet selected = collection.filter().select(List.of(filter));
                    return selected == null ? collection.points().count() : selected.cardinality();
                  });
          return CountResponse.newBuilder()
              .setResult(CountResult.newBuilder().setCount(count))
              .build();
        });
  }

  @Override
  public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
    long start = System.nanoTime();
    Replies.send(
        observer,
        () ->
            QueryResponse.newBuilder()
                .addAllResult(found(catalog.get(request.getCollectionName()), request))
                .setTime(Replies.secondsSince(start))
                .build());
  }

  @Override
  public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> observer) {
    long start = System.nanoTime();
    Replies.send(
        observer,
        () -> {
          StoredCollection collection = catalog.get(request.getCollectionName());
          QueryBatchResponse.Builder all = QueryBatchResponse.newBuilder();
          for (QueryPoints query : request.getQueryPointsList()) {
            all.addResult(BatchResult.newBuilder().addAllResult(found(collection, query)));
          }
          return all.setTime(Replies.secondsSince(start)).build();
        });
  }

  private static List<ScoredPoint> found(StoredCollection collection, QueryPoints request) {
    Stage stage = Stage.of(request);
    return collection.reading(
        () ->
            collection.query(stage).stream().map(hit -> scored(collection, hit, request)).toList());
  }

  private static ScoredPoint scored(StoredCollection collection, Hit hit, QueryPoints request) {
    int slot = hit.slot();
    ScoredPoint.Builder point =
        ScoredPoint.newBuilder()
            .setId(collection.points().key(slot).toPointId())
            .setScore(hit.score())
            .putAllPayload(Replies.payload(collection, slot, request.getWithPayload()));
    Replies.vectors(collection, slot, request.getWithVectors()).ifPresent(point::setVectors);
    return point.build();
  }
}
