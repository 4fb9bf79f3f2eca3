package lode.domain.document;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gradient-boosted decision trees: the sum of what each tree says of a row of numbers, in log-odds. */
public final class BoostedTrees {

  private final float base;
  private final int[] roots;

  /** Number of the feature that a node asks for; -1 for a leaf. */
  private final short[] features;

  /** Threshold of a node, value of a leaf. */
  private final float[] values;

  /** Left child; the right one stands beside it. */
  private final int[] children;

  private final TreeMasks masks;

  private BoostedTrees(float base, int[] roots, short[] features, float[] values, int[] children) {
    this.base = base;
    this.roots = roots;
    this.features = features;
    this.values = values;
    this.children = children;
    this.masks = TreeMasks.of(roots, features, values, children);
  }

  /** One tree while it is grown: node 0 is the root, children are pairs of neighbours. */
  public static final class Tree {
    private final List<int[]> nodes = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();

    /** Adds a leaf and gives its number. */
    public int leaf(float value) {
      nodes.add(new int[] {-1, 0});
      values.add(value);
      return nodes.size() - 1;
    }

    /**
     * Makes a node of a leaf.
     *
     * @param left number of the left child, for rows whose feature is at most the threshold; the
     *     right one is the next
     */
    public void split(int leaf, int feature, float threshold, int left) {
      nodes.set(leaf, new int[] {feature, left});
      values.set(leaf, threshold);
    }

    /** The value of the leaf that a row comes to. */
    public float value(float[] row) {
      int at = 0;
      while (nodes.get(at)[0] >= 0) {
        int[] node = nodes.get(at);
        at = node[1] + (row[node[0]] <= values.get(at) ? 0 : 1);
      }
      return values.get(at);
    }
  }

  /** Trees that are added to a log-odds to begin with. */
  public static BoostedTrees of(float base, List<Tree> trees) {
    int nodes = trees.stream().mapToInt(tree -> tree.nodes.size()).sum();
    int[] roots = new int[trees.size()];
    short[] features = new short[nodes];
    float[] values = new float[nodes];
    int[] children = new int[nodes];
    int at = 0;
    for (int t = 0; t < roots.length; t++) {
      Tree tree = trees.get(t);
      roots[t] = at;
      for (int i = 0; i < tree.nodes.size(); i++) {
        features[at + i] = (short) tree.nodes.get(i)[0];
        children[at + i] = roots[t] + tree.nodes.get(i)[1];
        values[at + i] = tree.values.get(i);
      }
      at += tree.nodes.size();
    }
    return new BoostedTrees(base, roots, features, values, children);
  }

  /** Log-odds for this row. */
  float logOdds(float[] row) {
    int[] left = masks.all();
    masks.narrow(left, masks.begin(), row, 0, row.length, null);
    return masks.sum(base, left);
  }

  /**
   * Judges rows that are alike from a feature on.
   *
   * @param like one of them
   */
  Rows rows(float[] like, int from) {
    return new Rows(like, from);
  }

  /** Rows with the same last features, which are looked at once. */
  final class Rows {
    private final int[] begin = masks.begin();
    private final int[] common = masks.all();
    private final int[] near = new int[common.length];
    private final int[] left = new int[common.length];
    private final int[] at = new int[begin.length];
    private final float[] least;
    private final int from;

    private Rows(float[] like, int from) {
      this.from = from;
      this.least = new float[from];
      masks.narrow(common, begin, like, from, like.length, null);
    }

    /**
     * Probabilities of the first {@code count} rows, to {@code out} from {@code to} on. Neighbours have much
     * in common: conditions that none of them meets are gone through once.
     */
    void probabilities(float[][] rows, int count, float[] out, int to) {
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      for (int i = 0; i < count; i++) {
        float[] row = rows[i];
        for (int f = 0; f < from; f++) {
          least[f] = row[f] < least[f] ? row[f] : least[f];
        }
      }
      System.arraycopy(common, 0, near, 0, near.length);
      masks.narrow(near, begin, least, 0, from, at);
      for (int i = 0; i < count; i++) {
        System.arraycopy(near, 0, left, 0, left.length);
        masks.narrow(left, at, rows[i], 0, from, null);
        out[to + i] = sigmoid(masks.sum(base, left));
      }
    }
  }

  /** Probability for this row, the same on every machine. */
  public float probability(float[] row) {
    return sigmoid(logOdds(row));
  }

  private static float sigmoid(float logOdds) {
    return (float) (1 / (1 + StrictMath.exp(-logOdds)));
  }

  int bytes() {
    return 12 + 2 * roots.length + 8 * features.length;
  }

  void write(ByteBuffer out) {
    out.putFloat(base).putInt(roots.length).putInt(features.length);
    for (int t = 0; t < roots.length; t++) {
      int end = t + 1 < roots.length ? roots[t + 1] : features.length;
      out.putShort((short) (end - roots[t]));
      for (int i = roots[t]; i < end; i++) {
        out.putShort(features[i]).putFloat(values[i]).putShort((short) (children[i] - roots[t]));
      }
    }
  }

  static BoostedTrees read(ByteBuffer in) {
    float base = in.getFloat();
    int[] roots = new int[in.getInt()];
    int nodes = in.getInt();
    short[] features = new short[nodes];
    float[] values = new float[nodes];
    int[] children = new int[nodes];
    int at = 0;
    for (int t = 0; t < roots.length; t++) {
      roots[t] = at;
      int end = at + in.getShort();
      for (; at < end; at++) {
        features[at] = in.getShort();
        values[at] = in.getFloat();
        children[at] = roots[t] + in.getShort();
      }
    }
    return new BoostedTrees(base, roots, features, values, children);
  }
}
