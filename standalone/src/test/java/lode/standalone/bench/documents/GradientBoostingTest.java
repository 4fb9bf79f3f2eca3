package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import lode.domain.document.BoostedTrees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientBoostingTest {

  private static final GradientBoosting.Options PLAIN =
      new GradientBoosting.Options(60, 8, 0.2f, 0.1f, 1, 1, 64);
  private static final GradientBoosting.Options SAMPLED =
      new GradientBoosting.Options(60, 8, 0.2f, 0.1f, 0.6, 0.5, 64);

  private final Random random = new Random(4);

  private float[][] rows(int count, int columns) {
    float[][] rows = new float[count][columns];
    for (float[] row : rows) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextFloat();
      }
    }
    return rows;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static BoostedTrees learn(float[][] rows, float[] labels) {
    return GradientBoosting.learn(PLAIN, rows, labels, ones(rows.length));
  }

  @Test
  void learnsEitherOr() {
    float[][] rows = rows(2_000, 3);
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][0] > 0.5f != rows[i][2] > 0.5f ? 1 : 0;
    }
    BoostedTrees trees = learn(rows, labels);
    int right = 0;
    for (float[] row : rows(1_000, 3)) {
      right += trees.probability(row) > 0.5f == (row[0] > 0.5f != row[2] > 0.5f) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(970);
  }

  @Test
  void learnsTheChancesOnBothSidesOfANoisyThreshold() {
    float[][] rows = rows(8_000, 2);
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = random.nextFloat() < (rows[i][1] > 0.3f ? 0.9f : 0.2f) ? 1 : 0;
    }
    GradientBoosting.Options smooth = new GradientBoosting.Options(60, 4, 0.1f, 50, 1, 1, 64);
    BoostedTrees trees = GradientBoosting.learn(smooth, rows, labels, ones(rows.length));
    assertThat(trees.probability(new float[] {0.5f, 0.8f})).isCloseTo(0.9f, within(0.06f));
    assertThat(trees.probability(new float[] {0.5f, 0.1f})).isCloseTo(0.2f, within(0.06f));
  }

  @Test
  void believesLabelsBetweenNoAndYes() {
    float[][] rows = rows(1_000, 1);
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][0] > 0.5f ? 0.7f : 0.3f;
    }
    BoostedTrees trees = learn(rows, labels);
    assertThat(trees.probability(new float[] {0.9f})).isCloseTo(0.7f, within(0.01f));
    assertThat(trees.probability(new float[] {0.1f})).isCloseTo(0.3f, within(0.01f));
  }

  @Test
  void believesRowsByTheirWeight() {
    float[][] rows = {{1}, {1}, {2}, {2}};
    float[] labels = {0, 1, 0, 1};
    float[] weights = {300, 100, 100, 300};
    BoostedTrees trees = GradientBoosting.learn(PLAIN, rows, labels, weights);
    assertThat(trees.probability(new float[] {1})).isCloseTo(0.25f, within(0.01f));
    assertThat(trees.probability(new float[] {2})).isCloseTo(0.75f, within(0.01f));
  }

  @Test
  void learnsTheSameOnOneAndOnManyThreads() throws Exception {
    float[][] rows = rows(6_000, 12);
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][3] * rows[i][7] + 0.2f * random.nextFloat() > 0.3f ? 1 : 0;
    }
    BoostedTrees one = learnOn(1, rows, labels);
    BoostedTrees many = learnOn(4, rows, labels);
    for (float[] row : rows(500, 12)) {
      assertThat(many.probability(row)).isEqualTo(one.probability(row));
    }
  }

  private static BoostedTrees learnOn(int threads, float[][] rows, float[] labels)
      throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> GradientBoosting.learn(SAMPLED, rows, labels, ones(rows.length)))
          .get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void makesNothingOfAFeatureThatIsAlwaysTheSame() {
    float[][] rows = rows(1_000, 3);
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i][1] = 7;
      labels[i] = rows[i][0] > 0.5f ? 1 : 0;
    }
    BoostedTrees trees = learn(rows, labels);
    for (float[] row : rows(100, 3)) {
      row[1] = 7;
      float with = trees.probability(row);
      row[1] = -1_000;
      assertThat(trees.probability(row)).isEqualTo(with);
      row[1] = Float.NaN;
      assertThat(trees.probability(row)).isEqualTo(with);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1, 0.5f})
  void learnsFromRowsThatAllSayTheSame(float label) {
    float[][] rows = rows(200, 3);
    float[] labels = new float[rows.length];
    Arrays.fill(labels, label);
    BoostedTrees trees = learn(rows, labels);
    float probability = trees.probability(new float[] {0.2f, 0.4f, 0.6f});
    assertThat(probability).isCloseTo(label, within(0.001f));
    assertThat(Math.log(probability / (1 - probability))).isBetween(-20.0, 20.0);
  }

  @Test
  void givesAnEvenChanceWithoutRows() {
    assertThat(learn(new float[0][], new float[0]).probability(new float[3])).isEqualTo(0.5f);
  }

  @Test
  void givesAnEvenChanceWhenNoRowWeighsAnything() {
    BoostedTrees trees = GradientBoosting.learn(PLAIN, rows(10, 2), new float[10], new float[10]);
    assertThat(trees.probability(new float[2])).isEqualTo(0.5f);
  }

  @Test
  void bordersOfBinsAgreeWithTheTreesThatUseThem() {
    float[][] rows = rows(3_000, 4);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = random.nextInt(3);
      rows[i][1] = random.nextInt(10) == 0 ? random.nextFloat() : 0;
      rows[i][2] = Math.nextUp(1f) + (random.nextInt(4) - 2) * Math.ulp(1f);
      rows[i][3] = random.nextInt(20) == 0 ? -1e30f : random.nextInt(900) - 450;
    }
    for (int most : new int[] {2, 16, 256}) {
      FeatureBins bins = FeatureBins.of(rows, most, 1_000);
      for (int column = 0; column < bins.columns(); column++) {
        assertThat(bins.borders(column)).isBetween(1, most - 1);
        for (int i = 0; i < rows.length; i++) {
          int bin = bins.column(column)[i] & 0xFF;
          for (int border = 0; border < bins.borders(column); border++) {
            boolean isBelow = rows[i][column] <= bins.border(column, border);
            assertThat(isBelow).isEqualTo(bin <= border);
          }
        }
      }
    }
  }
}
