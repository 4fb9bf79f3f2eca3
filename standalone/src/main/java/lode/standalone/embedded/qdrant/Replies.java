package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How answers are sent and how points are written out. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  /** Sends what the work gives, or its failure as a gRPC status. */
  static <T> void send(StreamObserver<T> observer, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    } catch (RuntimeException e) {
      LOG.error("A request to the embedded index failed", e);
      observer.onError(
          Status.INTERNAL.withDescription(e.toString()).withCause(e).asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** The part of a point's payload that a request asks for. */
  static Map<String, Value> payload(
      StoredCollection collection, int slot, WithPayloadSelector wanted) {
    return switch (wanted.getSelectorOptionsCase()) {
      case ENABLE -> wanted.getEnable() ? collection.points().payload(slot) : Map.of();
      case INCLUDE -> {
        Map<String, Value> all = collection.points().payload(slot);
        Map<String, Value> kept = new LinkedHashMap<>();
        for (String field : wanted.getInclude().getFieldsList()) {
          PayloadPath.parse(field)
              .only(all)
              .forEach((name, value) -> kept.merge(name, value, Replies::joined));
        }
        yield kept;
      }
      case EXCLUDE -> {
        Map<String, Value> left = collection.points().payload(slot);
        for (String field : wanted.getExclude().getFieldsList()) {
          left = PayloadPath.parse(field).without(left);
        }
        yield left;
      }
      case SELECTOROPTIONS_NOT_SET -> Map.of();
    };
  }

  /** Two parts of one object that were asked for by two paths. */
  private static Value joined(Value one, Value other) {
    if (!one.hasStructValue() || !other.hasStructValue()) {
      return other;
    }
    Map<String, Value> fields = new LinkedHashMap<>(one.getStructValue().getFieldsMap());
    other
        .getStructValue()
        .getFieldsMap()
        .forEach((name, value) -> fields.merge(name, value, Replies::joined));
    return Value.newBuilder()
        .setStructValue(one.getStructValue().toBuilder().putAllFields(fields))
        .build();
  }

  /** The vectors of a point that a request asks for. */
  static Optional<VectorsOutput> vectors(
      StoredCollection collection, int slot, WithVectorsSelector wanted) {
    List<String> names = wanted.getInclude().getNamesList();
    if (!wanted.getEnable() && names.isEmpty()) {
      return Optional.empty();
    }
    Map<String, VectorOutput> found = new LinkedHashMap<>();
    collection
        .dense()
        .forEach(
            (name, vectors) -> {
              float[] vector = vectors.get(slot);
              if (vector != null && (wanted.getEnable() || names.contains(name))) {
                found.put(name, output(vector));
              }
            });
    collection
        .sparse()
        .forEach(
            (name, vectors) -> {
              var vector = vectors.get(slot);
              if (vector != null && (wanted.getEnable() || names.contains(name))) {
                found.put(name, VectorOutput.newBuilder().setSparse(vector).build());
              }
            });
    if (found.isEmpty()) {
      return Optional.empty();
    }
    VectorOutput unnamed = found.get("");
    return Optional.of(
        unnamed != null && found.size() == 1
            ? VectorsOutput.newBuilder().setVector(unnamed).build()
            : VectorsOutput.newBuilder()
                .setVectors(NamedVectorsOutput.newBuilder().putAllVectors(found))
                .build());
  }

  private static VectorOutput output(float[] vector) {
    DenseVector.Builder dense = DenseVector.newBuilder();
    for (float value : vector) {
      dense.addData(value);
    }
    return VectorOutput.newBuilder().setDense(dense).build();
  }
}
