package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Points.SparseVector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sparse vectors of one name as an inverted index: for each dimension the slots that have it, with their weights.
 * With the IDF modifier each weight of a query is multiplied by ln((N - n + 0.5) / (n + 0.5) + 1), where N counts the
 * vectors and n those that have the dimension.
 */
final class SparseVectors {
  private final boolean idf;
  private final Map<Integer, Posting> postings = new HashMap<>();
  // Dimensions per slot, to take a vector out again; its weights are in the postings.
  private int[][] dimensions = new int[0][];
  private int count;

  SparseVectors(boolean idf) {
    this.idf = idf;
  }

  private static final class Posting {
    private final SlotList slots = new SlotList();
    private float[] weights = new float[4];

    void put(int slot, float weight) {
      int before = slots.size();
      int position = slots.add(slot);
      if (slots.size() > before) {
        if (before == weights.length) {
          weights = Arrays.copyOf(weights, before + (before >> 1) + 1);
        }
        System.arraycopy(weights, position, weights, position + 1, before - position);
      }
      weights[position] = weight;
    }

    void remove(int slot) {
      int position = slots.remove(slot);
      if (position >= 0) {
        System.arraycopy(weights, position + 1, weights, position, slots.size() - position);
      }
    }

    float weight(int slot) {
      int position = slots.find(slot);
      return position < 0 ? 0 : weights[position];
    }
  }

  int count() {
    return count;
  }

  boolean has(int slot) {
    return slot < dimensions.length && dimensions[slot] != null;
  }

  static void check(SparseVector vector) {
    if (vector.getIndicesCount() != vector.getValuesCount()) {
      throw Status.INVALID_ARGUMENT
          .withDescription("Wrong input: sparse indices and values differ in number")
          .asRuntimeException();
    }
    Set<Integer> distinct = new HashSet<>(vector.getIndicesList());
    if (distinct.size() != vector.getIndicesCount()) {
      throw Status.INVALID_ARGUMENT
          .withDescription("Wrong input: sparse indices must be unique")
          .asRuntimeException();
    }
  }

  void put(int slot, SparseVector vector) {
    remove(slot);
    if (slot >= dimensions.length) {
      dimensions = Arrays.copyOf(dimensions, Math.max(slot + 1, dimensions.length * 3 / 2 + 16));
    }
    int[] own = new int[vector.getIndicesCount()];
    for (int i = 0; i < own.length; i++) {
      own[i] = vector.getIndices(i);
      postings.computeIfAbsent(own[i], d -> new Posting()).put(slot, vector.getValues(i));
    }
    dimensions[slot] = own;
    count++;
  }

  void remove(int slot) {
    if (!has(slot)) {
      return;
    }
    for (int dimension : dimensions[slot]) {
      Posting posting = postings.get(dimension);
      if (posting != null) {
        posting.remove(slot);
        if (posting.slots.size() == 0) {
          postings.remove(dimension);
        }
      }
    }
    dimensions[slot] = null;
    count--;
  }

  @Nullable SparseVector get(int slot) {
    if (!has(slot)) {
      return null;
    }
    SparseVector.Builder vector = SparseVector.newBuilder();
    for (int dimension : dimensions[slot]) {
      Posting posting = postings.get(dimension);
      vector.addIndices(dimension).addValues(posting == null ? 0 : posting.weight(slot));
    }
    return vector.build();
  }

  /** The points with the largest products, among those that share a dimension with the query. */
  List<Hit> nearest(SparseVector query, @Nullable BitSet candidates, int limit, float threshold) {
    check(query);
    float[] scores = new float[dimensions.length];
    BitSet touched = new BitSet(dimensions.length);
    for (int i = 0; i < query.getIndicesCount(); i++) {
      Posting posting = postings.get(query.getIndices(i));
      if (posting != null) {
        float weight = query.getValues(i) * (idf ? idf(posting.slots.size()) : 1);
        accumulate(posting, weight, candidates, scores, touched);
      }
    }
    TopScores top = new TopScores(limit, touched.cardinality(), true, threshold);
    for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
      top.offer(slot, scores[slot]);
    }
    return top.best();
  }

  private static void accumulate(
      Posting posting, float weight, @Nullable BitSet candidates, float[] scores, BitSet touched) {
    for (int i = 0; i < posting.slots.size(); i++) {
      int slot = posting.slots.get(i);
      if (candidates == null || candidates.get(slot)) {
        scores[slot] += weight * posting.weights[i];
        touched.set(slot);
      }
    }
  }

  private float idf(int having) {
    float n = count;
    return (float) Math.log((n - having + 0.5f) / (having + 0.5f) + 1f);
  }
}
