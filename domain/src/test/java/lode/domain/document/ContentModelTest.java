package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentModelTest {

  @Test
  void judgesTheSameWhenWrittenAndRead() {
    ContentModel model = ContentModel.bundled();
    ContentModel again = ContentModel.of(model.toBytes());
    assertThat(again.toBytes()).isEqualTo(model.toBytes());
    for (String name : ContentCase.NAMES) {
      ContentSample sample = ContentSample.of(ContentCase.of(name).html());
      ContentSample.Judgement before = sample.judge(model);
      ContentSample.Judgement after = sample.judge(again);
      assertThat(after.probabilities()).as(name).isEqualTo(before.probabilities());
      assertThat(after.typeShares()).as(name).isEqualTo(before.typeShares());
      assertThat(after.chosen()).as(name).isEqualTo(before.chosen());
    }
  }

  @Test
  void sharesOfTypesSumUpToOne() {
    for (String name : ContentCase.NAMES) {
      float sum = 0;
      ContentSample sample = ContentSample.of(ContentCase.of(name).html());
      for (float share : sample.judge(ContentModel.bundled()).typeShares()) {
        assertThat(share).isBetween(0f, 1f);
        sum += share;
      }
      assertThat(sum).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void choosesWithTheGreatestExpectedF1() {
    Random random = new Random(11);
    ContentSample sample =
        ContentSample.of("<p>a<p>b b<p>c c c<p>d d d d<p>e<p>f f<p>g g g g g g g<p>h h h");
    for (int round = 0; round < 200; round++) {
      float[] probabilities = new float[sample.size()];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = random.nextInt(5) == 0 ? 0.5f : random.nextFloat();
      }
      boolean[] chosen = sample.choose(probabilities);
      double best = 0;
      for (int set = 1; set < 1 << probabilities.length; set++) {
        boolean[] other = new boolean[probabilities.length];
        for (int i = 0; i < other.length; i++) {
          other[i] = (set >> i & 1) == 1;
        }
        best = Math.max(best, expectedF1(sample, probabilities, other));
      }
      assertThat(expectedF1(sample, probabilities, chosen)).isCloseTo(best, within(1e-6));
    }
  }

  private static double expectedF1(ContentSample sample, float[] probabilities, boolean[] chosen) {
    double right = 0;
    double taken = 0;
    double all = 0;
    for (int i = 0; i < chosen.length; i++) {
      double content = probabilities[i] * (double) sample.words(i);
      all += content;
      right += chosen[i] ? content : 0;
      taken += chosen[i] ? sample.words(i) : 0;
    }
    return 2 * right / (taken + all);
  }

  @Test
  void sumsUpWhatTheTreesSay() {
    Random random = new Random(7);
    List<BoostedTrees.Tree> trees = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      trees.add(tree(random, i < 2 ? 31 * i : random.nextInt(32)));
    }
    BoostedTrees all = BoostedTrees.of(-0.75f, trees);
    ByteBuffer bytes = ByteBuffer.allocate(all.bytes());
    all.write(bytes);
    assertThat(bytes.remaining()).isZero();
    BoostedTrees read = BoostedTrees.read(bytes.flip());
    for (int round = 0; round < 2_000; round++) {
      float[] row = row(random);
      float sum = -0.75f;
      for (BoostedTrees.Tree tree : trees) {
        sum += tree.value(row);
      }
      assertThat(all.logOdds(row)).isEqualTo(sum);
      assertThat(all.probability(row)).isEqualTo((float) (1 / (1 + StrictMath.exp(-sum))));
      assertThat(read.probability(row)).isEqualTo(all.probability(row));
    }
  }

  @Test
  void saysTheSameOfRowsTogetherAsOfEachAlone() {
    Random random = new Random(8);
    List<BoostedTrees.Tree> trees = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      trees.add(tree(random, random.nextInt(32)));
    }
    BoostedTrees all = BoostedTrees.of(0.5f, trees);
    for (int round = 0; round < 500; round++) {
      float[] like = row(random);
      int from = random.nextInt(like.length + 1);
      BoostedTrees.Rows together = all.rows(like, from);
      for (int chunk = 0; chunk < 3; chunk++) {
        float[][] rows = new float[1 + random.nextInt(9)][];
        float[] alone = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = row(random);
          System.arraycopy(like, from, rows[i], from, like.length - from);
          alone[i] = all.probability(rows[i]);
        }
        float[] probabilities = new float[rows.length];
        together.probabilities(rows, rows.length, probabilities, 0);
        assertThat(probabilities).isEqualTo(alone);
      }
    }
  }

  private static BoostedTrees.Tree tree(Random random, int splits) {
    BoostedTrees.Tree tree = new BoostedTrees.Tree();
    List<Integer> leaves = new ArrayList<>(List.of(tree.leaf(random.nextFloat() - 0.5f)));
    for (int i = 0; i < splits; i++) {
      int leaf = leaves.remove(random.nextInt(leaves.size()));
      int left = tree.leaf(random.nextFloat() - 0.5f);
      int right = tree.leaf(random.nextFloat() - 0.5f);
      // Thresholds that rows hit exactly: "at most" goes left.
      tree.split(leaf, random.nextInt(300), random.nextInt(7) - 3, left);
      leaves.add(left);
      leaves.add(right);
    }
    return tree;
  }

  private static float[] row(Random random) {
    float[] row = new float[300];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (random.nextInt(12)) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> -0f;
            default -> random.nextInt(7) - 3;
          };
    }
    return row;
  }

  @Test
  void isTheFirstGuessWithoutTrees() {
    assertThat(BoostedTrees.of(0, List.of()).probability(new float[0])).isEqualTo(0.5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 1_000, 4_096, 20_000})
  void findsEachWordAndNoOther(int size) {
    Random random = new Random(size);
    SortedMap<Integer, float[]> rows = new TreeMap<>();
    int[] special = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1};
    while (rows.size() < size) {
      int at = rows.size();
      int key = at < special.length ? special[at] : random.nextInt() << (at % 3 == 0 ? 16 : 0);
      rows.put(key, new float[] {random.nextInt(60_000) / 1_000f - 30, at % 30});
      while (rows.size() == at) {
        rows.put(random.nextInt(), new float[] {1, 2});
      }
    }
    WeightTable table = WeightTable.of(2, rows);
    ByteBuffer bytes = ByteBuffer.allocate(table.bytes());
    table.write(bytes);
    assertThat(bytes.remaining()).isZero();
    WeightTable read = WeightTable.read(bytes.flip());
    assertThat(read.width()).isEqualTo(2);
    rows.forEach(
        (key, row) -> {
          assertThat(table.get(key)).isEqualTo(row[0]);
          assertThat(table.at(table.row(key), 1)).isEqualTo(row[1]);
          assertThat(read.get(key)).isCloseTo(row[0], within(0.000_51f));
        });
    for (int i = 0; i < 2_000 + special.length; i++) {
      int key = i < special.length ? special[i] : random.nextInt();
      if (!rows.containsKey(key)) {
        assertThat(table.row(key)).isNegative();
        assertThat(read.get(key)).isZero();
      }
    }
  }
}
