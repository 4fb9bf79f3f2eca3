package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joining several ranked lists into one, with the formulas and defaults of Qdrant. */
final class RankFusion {
  /** Qdrant's default of the constant in reciprocal rank fusion. */
  static final int DEFAULT_K = 2;

  private RankFusion() {}

  /**
   * Reciprocal rank fusion: a point gets 1 / ((position + 1) / weight + k - 1) from each list, positions from 0; with
   * weight 1 that is 1 / (position + k).
   *
   * @param weights one per list, or none for equal weights
   */
  static List<Hit> reciprocal(List<List<Hit>> lists, int k, List<Float> weights) {
    if (!weights.isEmpty() && weights.size() != lists.size()) {
      throw Status.INVALID_ARGUMENT
          .withDescription(
              "Number of weights in RRF should match number of pre-fetches: got "
                  + weights.size()
                  + ", expected "
                  + lists.size())
          .asRuntimeException();
    }
    Map<Integer, Float> sums = new HashMap<>();
    for (int list = 0; list < lists.size(); list++) {
      float weight = weights.isEmpty() ? 1 : weights.get(list);
      int position = 0;
      for (Hit hit : lists.get(list)) {
        float share = weight <= 0 ? 0 : 1 / ((position + 1) / weight + k - 1);
        sums.merge(hit.slot(), share, Float::sum);
        position++;
      }
    }
    return ranked(sums);
  }

  /** Distribution-based fusion: each list is stretched so that mean -/+ 3 standard deviations become 0 and 1. */
  static List<Hit> byDistribution(List<List<Hit>> lists) {
    Map<Integer, Float> sums = new HashMap<>();
    for (List<Hit> list : lists) {
      double mean = list.stream().mapToDouble(Hit::score).average().orElse(0);
      double squares =
          list.stream().mapToDouble(h -> (h.score() - mean) * (h.score() - mean)).sum();
      double deviation = list.size() < 2 ? 0 : Math.sqrt(squares / (list.size() - 1));
      for (Hit hit : list) {
        double share =
            deviation == 0 ? 0.5 : (hit.score() - mean + 3 * deviation) / (6 * deviation);
        sums.merge(hit.slot(), (float) share, Float::sum);
      }
    }
    return ranked(sums);
  }

  private static List<Hit> ranked(Map<Integer, Float> sums) {
    List<Hit> hits = new ArrayList<>(sums.size());
    sums.forEach((slot, score) -> hits.add(new Hit(slot, score)));
    hits.sort(
        (a, b) -> {
          int byScore = Float.compare(b.score(), a.score());
          return byScore != 0 ? byScore : Integer.compare(a.slot(), b.slot());
        });
    return hits;
  }
}
