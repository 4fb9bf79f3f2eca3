package lode.standalone.bench.documents;

import java.util.PriorityQueue;
import java.util.stream.IntStream;
import lode.domain.document.BoostedTrees;

/** Grows one tree: always splits the leaf next whose split gains most. */
final class TreeGrower {

  private static final double LEAST_GAIN = 1e-4;

  /** Smaller leaves are counted by one thread: handing out work would take longer. */
  private static final int LARGE = 2_000;

  private final FeatureBins bins;
  private final float[] gradients;
  private final float[] curvatures;
  private final GradientBoosting.Options options;
  private final float smoothing;
  private final int[] rows;
  private final int[] columns;
  private final BoostedTrees.Tree tree = new BoostedTrees.Tree();

  TreeGrower(
      FeatureBins bins,
      float[] gradients,
      float[] curvatures,
      GradientBoosting.Options options,
      float smoothing,
      int[] rows,
      int[] columns) {
    this.bins = bins;
    this.gradients = gradients;
    this.curvatures = curvatures;
    this.options = options;
    this.smoothing = smoothing;
    this.rows = rows;
    this.columns = columns;
  }

  /** A leaf that may become a node: its rows are {@code [start, end)} of the order. */
  private static final class Leaf {
    final int node;
    final int start;
    final int end;
    double gradient;
    double curvature;
    float[][] histogram = new float[0][];
    double gain;
    int column;
    int bin;

    Leaf(int node, int start, int end) {
      this.node = node;
      this.start = start;
      this.end = end;
    }

    int size() {
      return end - start;
    }
  }

  BoostedTrees.Tree grow() {
    PriorityQueue<Leaf> open = new PriorityQueue<>((a, b) -> Double.compare(b.gain, a.gain));
    Leaf root = leaf(0, rows.length);
    root.histogram = histogram(root);
    findSplit(root);
    open.add(root);
    int leaves = 1;
    while (leaves < options.leaves() && open.peek() != null && open.peek().gain > LEAST_GAIN) {
      Leaf leaf = open.remove();
      int middle = partition(leaf);
      split(leaf, middle, open);
      leaves++;
    }
    return tree;
  }

  private Leaf leaf(int start, int end) {
    double gradient = 0;
    double curvature = 0;
    for (int i = start; i < end; i++) {
      gradient += gradients[rows[i]];
      curvature += curvatures[rows[i]];
    }
    float value = (float) (-options.rate() * gradient / (curvature + smoothing));
    Leaf leaf = new Leaf(tree.leaf(value), start, end);
    leaf.gradient = gradient;
    leaf.curvature = curvature;
    return leaf;
  }

  private void split(Leaf leaf, int middle, PriorityQueue<Leaf> open) {
    Leaf left = leaf(leaf.start, middle);
    Leaf right = leaf(middle, leaf.end);
    int column = columns[leaf.column];
    tree.split(leaf.node, column, bins.border(column, leaf.bin), left.node);
    Leaf smaller = left.size() < right.size() ? left : right;
    Leaf larger = smaller == left ? right : left;
    smaller.histogram = histogram(smaller);
    larger.histogram = leaf.histogram;
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j < larger.histogram[i].length; j++) {
        larger.histogram[i][j] -= smaller.histogram[i][j];
      }
    }
    findSplit(left);
    findSplit(right);
    open.add(left);
    open.add(right);
  }

  /** Puts rows that go left before those that go right, each in their order. */
  private int partition(Leaf leaf) {
    byte[] column = bins.column(columns[leaf.column]);
    int[] right = new int[leaf.size()];
    int lefts = 0;
    int rights = 0;
    for (int i = leaf.start; i < leaf.end; i++) {
      int row = rows[i];
      if ((column[row] & 0xFF) <= leaf.bin) {
        rows[leaf.start + lefts++] = row;
      } else {
        right[rights++] = row;
      }
    }
    System.arraycopy(right, 0, rows, leaf.start + lefts, rights);
    return leaf.start + lefts;
  }

  /** For each column the sums of gradient and curvature of each bin, one beside the other. */
  private float[][] histogram(Leaf leaf) {
    int size = leaf.size();
    float[] gradient = new float[size];
    float[] curvature = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = gradients[rows[leaf.start + i]];
      curvature[i] = curvatures[rows[leaf.start + i]];
    }
    float[][] histogram = new float[columns.length][];
    IntStream each = IntStream.range(0, columns.length);
    (size > LARGE ? each.parallel() : each)
        .forEach(
            i -> {
              float[] sums = new float[2 * options.bins()];
              byte[] column = bins.column(columns[i]);
              for (int k = 0; k < size; k++) {
                int bin = (column[rows[leaf.start + k]] & 0xFF) * 2;
                sums[bin] += gradient[k];
                sums[bin + 1] += curvature[k];
              }
              histogram[i] = sums;
            });
    return histogram;
  }

  private void findSplit(Leaf leaf) {
    double whole = worth(leaf.gradient, leaf.curvature);
    for (int i = 0; i < columns.length; i++) {
      float[] sums = leaf.histogram[i];
      double gradient = 0;
      double curvature = 0;
      for (int bin = 0; bin < bins.borders(columns[i]); bin++) {
        gradient += sums[2 * bin];
        curvature += sums[2 * bin + 1];
        double rest = leaf.curvature - curvature;
        if (curvature < options.leafWeight() || rest < options.leafWeight()) {
          continue;
        }
        double gain = worth(gradient, curvature) + worth(leaf.gradient - gradient, rest) - whole;
        if (gain > leaf.gain) {
          leaf.gain = gain;
          leaf.column = i;
          leaf.bin = bin;
        }
      }
    }
  }

  private double worth(double gradient, double curvature) {
    return gradient * gradient / (curvature + smoothing);
  }
}
