package lode.domain.document;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;

/** Learned weights of words, by the hash of the word; rows of zeros for words that training did not see. */
public final class WeightTable {

  private final int width;
  private final int[] keys;
  private final float[] weights;

  private WeightTable(int width, int[] keys, float[] weights) {
    this.width = width;
    this.keys = keys;
    this.weights = weights;
  }

  /** A table of rows of {@code width} weights. */
  public static WeightTable of(int width, SortedMap<Integer, float[]> rows) {
    int[] keys = new int[rows.size()];
    float[] weights = new float[rows.size() * width];
    int at = 0;
    for (var row : rows.entrySet()) {
      keys[at] = row.getKey();
      System.arraycopy(row.getValue(), 0, weights, at++ * width, width);
    }
    return new WeightTable(width, keys, weights);
  }

  /** The first weight of this word, 0 when it is not known. */
  float get(int key) {
    int row = row(key);
    return row < 0 ? 0 : weights[row * width];
  }

  /** The row of this word, negative when it is not known. */
  int row(int key) {
    return Arrays.binarySearch(keys, key);
  }

  float at(int row, int column) {
    return weights[row * width + column];
  }

  int width() {
    return width;
  }

  /** Weights are kept to three digits: more would be noise of the training set. */
  void write(DataOutput out) throws IOException {
    out.writeByte(width);
    out.writeInt(keys.length);
    for (int key : keys) {
      out.writeInt(key);
    }
    for (float weight : weights) {
      out.writeShort(Math.round(weight * 1_000));
    }
  }

  static WeightTable read(DataInput in) throws IOException {
    int width = in.readByte();
    int[] keys = new int[in.readInt()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = in.readInt();
    }
    float[] weights = new float[keys.length * width];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.readShort() / 1_000f;
    }
    return new WeightTable(width, keys, weights);
  }
}
