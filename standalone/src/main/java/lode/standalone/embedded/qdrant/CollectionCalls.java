package lode.standalone.embedded.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.function.Predicate;

/** Qdrant's service for collections and their aliases. */
final class CollectionCalls extends CollectionsGrpc.CollectionsImplBase {
  private final Catalog catalog;

  CollectionCalls(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void create(
      CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
    Replies.send(
        observer,
        () -> {
          catalog.create(request);
          return done(true);
        });
  }

  @Override
  public void delete(
      DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
    Replies.send(observer, () -> done(catalog.delete(request.getCollectionName())));
  }

  @Override
  public void list(
      ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
    Replies.send(
        observer,
        () -> {
          ListCollectionsResponse.Builder all = ListCollectionsResponse.newBuilder();
          catalog
              .names()
              .forEach(
                  name -> all.addCollections(CollectionDescription.newBuilder().setName(name)));
          return all.build();
        });
  }

  @Override
  public void collectionExists(
      CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
    Replies.send(
        observer,
        () ->
            CollectionExistsResponse.newBuilder()
                .setResult(
                    CollectionExists.newBuilder()
                        .setExists(catalog.exists(request.getCollectionName())))
                .build());
  }

  @Override
  public void get(
      GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
    Replies.send(
        observer,
        () -> {
          StoredCollection collection = catalog.get(request.getCollectionName());
          return GetCollectionInfoResponse.newBuilder()
              .setResult(collection.reading(() -> info(collection)))
              .build();
        });
  }

  private static CollectionInfo info(StoredCollection collection) {
    long vectors =
        collection.dense().values().stream().mapToLong(DenseVectors::count).sum()
            + collection.sparse().values().stream().mapToLong(SparseVectors::count).sum();
    CollectionInfo.Builder info =
        CollectionInfo.newBuilder()
            .setStatus(CollectionStatus.Green)
            .setOptimizerStatus(OptimizerStatus.newBuilder().setOk(true))
            .setSegmentsCount(1)
            .setConfig(collection.config())
            .setPointsCount(collection.points().count())
            .setIndexedVectorsCount(vectors);
    collection
        .points()
        .indexes()
        .forEach(
            (field, index) ->
                info.putPayloadSchema(
                    field,
                    PayloadSchemaInfo.newBuilder()
                        .setDataType(index.type())
                        .setParams(index.params())
                        .setPoints(collection.points().count())
                        .build()));
    return info.build();
  }

  @Override
  public void updateAliases(
      ChangeAliases request, StreamObserver<CollectionOperationResponse> observer) {
    Replies.send(
        observer,
        () -> {
          catalog.changeAliases(request.getActionsList());
          return done(true);
        });
  }

  @Override
  public void listAliases(
      ListAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
    Replies.send(observer, () -> aliases(collection -> true));
  }

  @Override
  public void listCollectionAliases(
      ListCollectionAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
    Replies.send(observer, () -> aliases(request.getCollectionName()::equals));
  }

  private ListAliasesResponse aliases(Predicate<String> ofCollection) {
    ListAliasesResponse.Builder all = ListAliasesResponse.newBuilder();
    catalog
        .aliases()
        .forEach(
            (alias, collection) -> {
              if (ofCollection.test(collection)) {
                all.addAliases(
                    AliasDescription.newBuilder()
                        .setAliasName(alias)
                        .setCollectionName(collection));
              }
            });
    return all.build();
  }

  private static CollectionOperationResponse done(boolean result) {
    return CollectionOperationResponse.newBuilder().setResult(result).build();
  }
}
