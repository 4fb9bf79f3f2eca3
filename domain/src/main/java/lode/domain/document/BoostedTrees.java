package lode.domain.document;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradient-boosted decision trees: the sum of what each tree says of a row of numbers, in log-odds.
 *
 * <p>All trees stand in arrays, so that a row is judged without following objects.
 */
public final class BoostedTrees {

  private final float base;
  private final int[] roots;

  /** Number of the feature that a node asks for; -1 for a leaf. */
  private final short[] features;

  /** Threshold of a node, value of a leaf. */
  private final float[] values;

  /** Left child; the right one stands beside it. */
  private final int[] children;

  /**
   * The same in the form that is run through: for each node its feature in the upper half and how far off
   * its left child is in the lower one, -1 for a leaf, then the bits of its value.
   */
  private final int[] nodes;

  private BoostedTrees(float base, int[] roots, short[] features, float[] values, int[] children) {
    this.base = base;
    this.roots = roots;
    this.features = features;
    this.values = values;
    this.children = children;
    this.nodes = new int[2 * features.length];
    for (int i = 0; i < features.length; i++) {
      nodes[2 * i] = features[i] < 0 ? -1 : features[i] << 16 | 2 * (children[i] - i);
      nodes[2 * i + 1] = Float.floatToRawIntBits(values[i]);
    }
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
    float sum = base;
    for (int root : roots) {
      int at = 2 * root;
      int node = nodes[at];
      while (node >= 0) {
        float threshold = Float.intBitsToFloat(nodes[at + 1]);
        int left = at + (node & 0xFFFF);
        at = row[node >>> 16] <= threshold ? left : left + 2;
        node = nodes[at];
      }
      sum += Float.intBitsToFloat(nodes[at + 1]);
    }
    return sum;
  }

  /** Probability for this row, the same on every machine. */
  public float probability(float[] row) {
    return (float) (1 / (1 + StrictMath.exp(-logOdds(row))));
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
