package lode.domain.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a row by many trees at once, after QuickScorer (Lucchese et al., 2015): each tree has a set of the
 * leaves that the row may still come to. Of each feature the thresholds below the row's value are gone
 * through in order; each takes the leaves of its left side away. The first leaf that remains is the one
 * that going down the tree leads to, without its branches that no processor foresees.
 */
final class TreeMasks {

  /** Leaves of a tree are the bits of an int. */
  private static final int MOST_LEAVES = Integer.SIZE;

  /** The conditions on feature f are {@code [starts[f], starts[f + 1])}, by threshold. */
  private final int[] starts;

  private final float[] thresholds;

  /** Tree of each condition. */
  private final short[] trees;

  /** The leaves of that tree that remain where the value is above the threshold. */
  private final int[] masks;

  /** Where the leaves of each tree begin, from left to right. */
  private final int[] firstLeaf;

  private final float[] leaves;

  private record Condition(int feature, float threshold, int tree, int mask) {}

  private TreeMasks(List<Condition> conditions, int[] firstLeaf, float[] leaves) {
    conditions.sort(
        Comparator.comparingInt(Condition::feature).thenComparingDouble(Condition::threshold));
    int count = conditions.size();
    int width = count == 0 ? 0 : conditions.get(count - 1).feature() + 1;
    this.starts = new int[width + 1];
    this.thresholds = new float[count];
    this.trees = new short[count];
    this.masks = new int[count];
    for (int i = 0; i < count; i++) {
      Condition condition = conditions.get(i);
      starts[condition.feature() + 1]++;
      thresholds[i] = condition.threshold();
      trees[i] = (short) condition.tree();
      masks[i] = condition.mask();
    }
    for (int f = 0; f < width; f++) {
      starts[f + 1] += starts[f];
    }
    this.firstLeaf = firstLeaf;
    this.leaves = leaves;
  }

  /** Of trees in the form that {@link BoostedTrees} keeps. */
  static TreeMasks of(int[] roots, short[] features, float[] values, int[] children) {
    List<Condition> conditions = new ArrayList<>();
    int[] firstLeaf = new int[roots.length];
    float[] leaves = new float[features.length];
    int count = 0;
    for (int tree = 0; tree < roots.length; tree++) {
      firstLeaf[tree] = count;
      Walk walk = new Walk(tree, features, values, children, conditions, leaves, count);
      walk.down(roots[tree]);
      count = walk.next;
    }
    return new TreeMasks(conditions, firstLeaf, Arrays.copyOf(leaves, count));
  }

  /** Numbers the leaves of one tree from left to right. */
  private static final class Walk {
    private final int tree;
    private final short[] features;
    private final float[] values;
    private final int[] children;
    private final List<Condition> conditions;
    private final float[] leaves;
    private final int first;
    private int next;

    Walk(
        int tree,
        short[] features,
        float[] values,
        int[] children,
        List<Condition> conditions,
        float[] leaves,
        int first) {
      this.tree = tree;
      this.features = features;
      this.values = values;
      this.children = children;
      this.conditions = conditions;
      this.leaves = leaves;
      this.first = first;
      this.next = first;
    }

    void down(int node) {
      if (features[node] < 0) {
        if (next - first == MOST_LEAVES) {
          throw new IllegalArgumentException("a tree has more than " + MOST_LEAVES + " leaves");
        }
        leaves[next++] = values[node];
        return;
      }
      int left = next - first;
      down(children[node]);
      int gone = bits(next - first) & ~bits(left);
      conditions.add(new Condition(features[node], values[node], tree, ~gone));
      down(children[node] + 1);
    }

    /** The lowest bits. */
    private static int bits(int count) {
      return count == Integer.SIZE ? -1 : (1 << count) - 1;
    }
  }

  /** The leaves of all trees, before anything is known of a row. */
  int[] all() {
    int[] left = new int[firstLeaf.length];
    Arrays.fill(left, -1);
    return left;
  }

  /** Where the conditions of each feature begin, for {@link #narrow}. */
  int[] begin() {
    return starts.clone();
  }

  /**
   * Takes away the leaves that a row cannot come to by its features {@code [from, to)}.
   *
   * @param left the leaves of all trees
   * @param at the first condition of each feature that is not looked at yet
   * @param next takes where each feature's conditions go on; may be {@code at}, and is not touched when
   *     null
   */
  void narrow(int[] left, int[] at, float[] row, int from, int to, int @Nullable [] next) {
    int last = Math.min(to, starts.length - 1);
    for (int f = from; f < last; f++) {
      // NaN is not at most any threshold: it goes to the right, as when going down the tree.
      float value = row[f];
      int end = starts[f + 1];
      int i = at[f];
      for (; i < end && !(value <= thresholds[i]); i++) {
        left[trees[i]] &= masks[i];
      }
      if (next != null) {
        next[f] = i;
      }
    }
  }

  /** The sum of the leaves that a row comes to, from tree to tree. */
  float sum(float base, int[] left) {
    float sum = base;
    for (int tree = 0; tree < left.length; tree++) {
      sum += leaves[firstLeaf[tree] + Integer.numberOfTrailingZeros(left[tree])];
    }
    return sum;
  }
}
