package lode.domain.document;

import java.nio.ByteBuffer;
import java.util.SortedMap;

/** Learned weights of words, by the hash of the word; rows of zeros for words that training did not see. */
public final class WeightTable {

  private final int width;
  private final int[] keys;
  private final float[] weights;

  /** Rows by the hash of their key, 1 more than their number; 0 where there is none. */
  private final int[] slots;

  private WeightTable(int width, int[] keys, float[] weights) {
    this.width = width;
    this.keys = keys;
    this.weights = weights;
    this.slots = new int[Integer.highestOneBit(Math.max(1, keys.length)) * 4];
    for (int row = 0; row < keys.length; row++) {
      int slot = slot(keys[row]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = row + 1;
    }
  }

  private int slot(int key) {
    int mixed = key * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & (slots.length - 1);
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
    int slot = slot(key);
    while (slots[slot] != 0) {
      if (keys[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  float at(int row, int column) {
    return weights[row * width + column];
  }

  int width() {
    return width;
  }

  int bytes() {
    return 5 + 4 * keys.length + 2 * weights.length;
  }

  /** Weights are kept to three digits: more would be noise of the training set. */
  void write(ByteBuffer out) {
    out.put((byte) width).putInt(keys.length);
    for (int key : keys) {
      out.putInt(key);
    }
    for (float weight : weights) {
      out.putShort((short) Math.round(weight * 1_000));
    }
  }

  static WeightTable read(ByteBuffer in) {
    int width = in.get();
    int[] keys = new int[in.getInt()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = in.getInt();
    }
    float[] weights = new float[keys.length * width];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.getShort() / 1_000f;
    }
    return new WeightTable(width, keys, weights);
  }
}
