package lode.standalone.bench.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lode.domain.document.BoostedTrees;

/**
 * Learns gradient-boosted trees for a probability: histograms of binned features, trees grown leaf by
 * leaf where the loss falls most (as LightGBM does), log loss with labels between 0 and 1. The same
 * rows give the same trees on any number of cores.
 */
final class GradientBoosting {

  private static final float LEAST_CURVATURE = 1e-4f;
  private static final int QUANTILE_SAMPLE = 60_000;

  /**
   * How to learn.
   *
   * @param trees number of trees
   * @param leaves most leaves of a tree
   * @param rate how much of each tree is believed
   * @param leafWeight least curvature of a leaf: more for smoother trees
   * @param rows share of rows that a tree sees
   * @param columns share of features that a tree sees
   * @param bins most values of a feature that are told apart, up to 256
   */
  record Options(
      int trees, int leaves, float rate, float leafWeight, double rows, double columns, int bins) {}

  private static final float SMOOTHING = 1;

  /** Log-odds of what no row, or every row, says: finite, as other rows may come. */
  private static final double SURE = 12;

  private final Options options;
  private final float[][] rows;
  private final float[] labels;
  private final float[] weights;
  private final FeatureBins bins;
  private final float[] gradients;
  private final float[] curvatures;
  private final float[] odds;
  private final SplittableRandom random = new SplittableRandom(1);

  private GradientBoosting(Options options, float[][] rows, float[] labels, float[] weights) {
    this.options = options;
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
    this.bins = FeatureBins.of(rows, options.bins(), QUANTILE_SAMPLE);
    this.gradients = new float[rows.length];
    this.curvatures = new float[rows.length];
    this.odds = new float[rows.length];
  }

  /**
   * Learns from rows of equal length, with the label and the weight of each; an even chance from no
   * rows.
   */
  static BoostedTrees learn(Options options, float[][] rows, float[] labels, float[] weights) {
    if (rows.length == 0) {
      return BoostedTrees.of(0, List.of());
    }
    return new GradientBoosting(options, rows, labels, weights).learn();
  }

  private BoostedTrees learn() {
    double right = 0;
    double all = 0;
    for (int i = 0; i < rows.length; i++) {
      right += weights[i] * labels[i];
      all += weights[i];
    }
    float base = all > 0 ? logOdds(right / all) : 0;
    Arrays.fill(odds, base);
    List<BoostedTrees.Tree> trees = new ArrayList<>();
    for (int i = 0; i < options.trees(); i++) {
      slope();
      TreeGrower grower =
          new TreeGrower(
              bins, gradients, curvatures, options, SMOOTHING, sampleRows(), sampleColumns());
      BoostedTrees.Tree tree = grower.grow();
      trees.add(tree);
      IntStream.range(0, rows.length).parallel().forEach(row -> odds[row] += tree.value(rows[row]));
    }
    return BoostedTrees.of(base, trees);
  }

  private static float logOdds(double share) {
    return (float) Math.max(-SURE, Math.min(SURE, Math.log(share / (1 - share))));
  }

  private void slope() {
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(
            i -> {
              float p = (float) (1 / (1 + Math.exp(-odds[i])));
              gradients[i] = weights[i] * (p - labels[i]);
              curvatures[i] = weights[i] * Math.max(LEAST_CURVATURE, p * (1 - p));
            });
  }

  private int[] sampleRows() {
    int[] sample = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (random.nextDouble() < options.rows()) {
        sample[count++] = i;
      }
    }
    return Arrays.copyOf(sample, count);
  }

  private int[] sampleColumns() {
    int[] columns = IntStream.range(0, bins.columns()).toArray();
    int count = Math.max(1, (int) (columns.length * options.columns()));
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(columns.length - i);
      int column = columns[i];
      columns[i] = columns[other];
      columns[other] = column;
    }
    return Arrays.copyOf(columns, count);
  }
}
