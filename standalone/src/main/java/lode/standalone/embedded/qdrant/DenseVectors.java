package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.DenseVector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dense vectors of one name, in blocks of memory; cosine vectors are kept at length 1, as Qdrant does. */
final class DenseVectors {
  private static final int BLOCK = 1024;

  private final int dimension;
  private final Distance distance;
  private float[][] blocks = new float[0][];
  private final BitSet present = new BitSet();

  DenseVectors(int dimension, Distance distance) {
    this.dimension = dimension;
    this.distance = distance;
  }

  int count() {
    return present.cardinality();
  }

  boolean has(int slot) {
    return present.get(slot);
  }

  /** Slots that have such a vector. */
  BitSet present() {
    return present;
  }

  /** The vector in the form in which it is compared. */
  float[] prepare(DenseVector values) {
    float[] vector = new float[values.getDataCount()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.getData(i);
    }
    if (vector.length != dimension) {
      throw Status.INVALID_ARGUMENT
          .withDescription(
              "Wrong input: Vector dimension error: expected dim: "
                  + dimension
                  + ", got "
                  + vector.length)
          .asRuntimeException();
    }
    if (distance == Distance.Cosine) {
      normalise(vector);
    }
    return vector;
  }

  private static void normalise(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    // A zero vector has no direction and stays as it is.
    if (square > 0 && Math.abs(square - 1) > 1e-6) {
      float factor = (float) (1 / Math.sqrt(square));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }

  void put(int slot, float[] prepared) {
    int block = slot / BLOCK;
    if (block >= blocks.length) {
      blocks = Arrays.copyOf(blocks, block + 1);
    }
    if (blocks[block] == null) {
      blocks[block] = new float[BLOCK * dimension];
    }
    System.arraycopy(prepared, 0, blocks[block], (slot % BLOCK) * dimension, dimension);
    present.set(slot);
  }

  void remove(int slot) {
    present.clear(slot);
  }

  float @Nullable [] get(int slot) {
    if (!present.get(slot)) {
      return null;
    }
    int start = (slot % BLOCK) * dimension;
    return Arrays.copyOfRange(blocks[slot / BLOCK], start, start + dimension);
  }

  /**
   * The nearest vectors among the candidates.
   *
   * @param candidates slots to look at; null for all
   * @param threshold the worst score that counts; NaN for none
   */
  List<Hit> nearest(float[] query, @Nullable BitSet candidates, int limit, float threshold) {
    BitSet looked = present;
    if (candidates != null) {
      looked = (BitSet) candidates.clone();
      looked.and(present);
    }
    boolean similarity = distance == Distance.Cosine || distance == Distance.Dot;
    TopScores top = new TopScores(limit, looked.cardinality(), similarity, threshold);
    for (int slot = looked.nextSetBit(0); slot >= 0; slot = looked.nextSetBit(slot + 1)) {
      top.offer(slot, score(query, blocks[slot / BLOCK], (slot % BLOCK) * dimension));
    }
    return top.best();
  }

  private float score(float[] query, float[] block, int start) {
    return switch (distance) {
      case Euclid -> (float) Math.sqrt(squaredDistance(query, block, start));
      case Manhattan -> manhattan(query, block, start);
      default -> dot(query, block, start);
    };
  }

  /** Eight sums at once: a single one would wait for each addition before the next. */
  private static float dot(float[] query, float[] block, int start) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    int at = start;
    for (; i + 7 < query.length; i += 8, at += 8) {
      s0 += query[i] * block[at];
      s1 += query[i + 1] * block[at + 1];
      s2 += query[i + 2] * block[at + 2];
      s3 += query[i + 3] * block[at + 3];
      s4 += query[i + 4] * block[at + 4];
      s5 += query[i + 5] * block[at + 5];
      s6 += query[i + 6] * block[at + 6];
      s7 += query[i + 7] * block[at + 7];
    }
    for (; i < query.length; i++, at++) {
      s0 += query[i] * block[at];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static float squaredDistance(float[] query, float[] block, int start) {
    float sum = 0;
    for (int i = 0; i < query.length; i++) {
      float gap = query[i] - block[start + i];
      sum += gap * gap;
    }
    return sum;
  }

  private static float manhattan(float[] query, float[] block, int start) {
    float sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += Math.abs(query[i] - block[start + i]);
    }
    return sum;
  }
}
