package lode.standalone.bench.documents;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Values of features by the bin that each falls into, column by column. */
final class FeatureBins {

  private final byte[][] bins;
  private final float[][] cuts;

  private FeatureBins(byte[][] bins, float[][] cuts) {
    this.bins = bins;
    this.cuts = cuts;
  }

  /**
   * Bins of about equal numbers of rows.
   *
   * @param most bins of a feature
   * @param sampled rows that the borders are taken from, evenly spread
   */
  static FeatureBins of(float[][] rows, int most, int sampled) {
    int columns = rows[0].length;
    byte[][] bins = new byte[columns][];
    float[][] cuts = new float[columns][];
    IntStream.range(0, columns)
        .parallel()
        .forEach(
            column -> {
              cuts[column] = cuts(rows, column, most, sampled);
              bins[column] = bins(rows, column, cuts[column]);
            });
    return new FeatureBins(bins, cuts);
  }

  int columns() {
    return cuts.length;
  }

  /** The bins of a column by row, each an unsigned byte. */
  byte[] column(int column) {
    return bins[column];
  }

  /** Number of borders between the bins of a column. */
  int borders(int column) {
    return cuts[column].length;
  }

  /** The border above this bin: values up to it fall into the bin or below. */
  float border(int column, int bin) {
    return cuts[column][bin];
  }

  private static float[] cuts(float[][] rows, int column, int most, int sampled) {
    int count = Math.min(rows.length, sampled);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = rows[(int) ((long) i * rows.length / count)][column];
    }
    Arrays.sort(values);
    float[] cuts = new float[most - 1];
    int found = 0;
    int distinct = 1;
    for (int i = 1; i < count; i++) {
      distinct += values[i] != values[i - 1] ? 1 : 0;
    }
    int steps = distinct <= most ? count : most;
    int least = 1;
    while (least < count && values[least] == values[0]) {
      least++;
    }
    for (int step = 1; step < steps; step++) {
      int at = (int) ((long) step * count / steps);
      while (at > 0 && values[at - 1] == values[at]) {
        at--;
      }
      // The least value may fill many bins, and is parted from all others nevertheless.
      at = at == 0 ? least : at;
      if (at == count) {
        continue;
      }
      float cut = (values[at - 1] + values[at]) / 2;
      if (found == 0 || cut > cuts[found - 1]) {
        cuts[found++] = cut;
      }
    }
    return Arrays.copyOf(cuts, found);
  }

  private static byte[] bins(float[][] rows, int column, float[] cuts) {
    byte[] bins = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int at = Arrays.binarySearch(cuts, rows[i][column]);
      bins[i] = (byte) (at < 0 ? -at - 1 : at);
    }
    return bins;
  }
}
