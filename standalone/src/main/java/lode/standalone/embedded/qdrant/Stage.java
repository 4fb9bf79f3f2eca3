package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a query, over all points or over what its prefetches found.
 *
 * @param threshold the worst score that counts; NaN for none
 */
record Stage(
    List<Stage> prefetch,
    @Nullable Query query,
    String using,
    Filter filter,
    float threshold,
    int limit,
    int offset) {
  private static final long DEFAULT_LIMIT = 10;

  static Stage of(QueryPoints request) {
    refuseLookup(request.hasLookupFrom());
    return new Stage(
        request.getPrefetchList().stream().map(Stage::of).toList(),
        request.hasQuery() ? request.getQuery() : null,
        request.getUsing(),
        request.getFilter(),
        request.hasScoreThreshold() ? request.getScoreThreshold() : Float.NaN,
        count(request.hasLimit() ? request.getLimit() : DEFAULT_LIMIT),
        count(request.getOffset()));
  }

  private static Stage of(PrefetchQuery request) {
    refuseLookup(request.hasLookupFrom());
    return new Stage(
        request.getPrefetchList().stream().map(Stage::of).toList(),
        request.hasQuery() ? request.getQuery() : null,
        request.getUsing(),
        request.getFilter(),
        request.hasScoreThreshold() ? request.getScoreThreshold() : Float.NaN,
        count(request.hasLimit() ? request.getLimit() : DEFAULT_LIMIT),
        0);
  }

  /** How many hits are needed before those of the offset are left out. */
  int reach() {
    return (int) Math.min(Integer.MAX_VALUE, (long) limit + offset);
  }

  List<Hit> page(List<Hit> hits) {
    return hits.stream().skip(offset).limit(limit).toList();
  }

  private static int count(long number) {
    return number < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, number);
  }

  private static void refuseLookup(boolean wanted) {
    if (wanted) {
      throw Status.UNIMPLEMENTED
          .withDescription(
              "The embedded index has no lookup_from; set LODE_QDRANT_URL to a real Qdrant")
          .asRuntimeException();
    }
  }
}
