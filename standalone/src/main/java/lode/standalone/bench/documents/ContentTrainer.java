package lode.standalone.bench.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lode.domain.document.BoostedTrees;
import lode.domain.document.ContentModel;
import lode.domain.document.ContentSample;
import lode.domain.document.PageType;
import lode.domain.document.WeightTable;

/**
 * Learns the content model. What feeds a later step is made for each part of the sites by what the
 * other parts taught: weights that had seen a page's answer would be believed too much.
 */
final class ContentTrainer {

  private static final int PARTS = 4;

  private static final GradientBoosting.Options TYPES =
      new GradientBoosting.Options(80, 8, 0.08f, 2, 0.7, 0.4, 32);
  private static final GradientBoosting.Options BLOCKS =
      new GradientBoosting.Options(150, 24, 0.1f, 3, 0.5, 0.25, 64);

  /** A block of so many words counts as much as any longer one. */
  private static final int LONG_BLOCK = 200;

  private static final int SHORT_PAGE = 150;

  private final List<TrainingPage> pages;

  private ContentTrainer(List<TrainingPage> pages) {
    this.pages = pages;
  }

  static ContentModel train(List<TrainingPage> pages) {
    return new ContentTrainer(pages).train();
  }

  /** Weights of words, which must not come from the pages they are used for. */
  private record Tables(WeightTable names, WeightTable words, WeightTable types) {
    static Tables of(List<TrainingPage> pages) {
      List<TrainingPage> labelled = pages.stream().filter(TrainingPage::isLabelled).toList();
      return new Tables(
          LearnedWeights.names(labelled),
          LearnedWeights.words(labelled),
          LearnedWeights.types(pages));
    }

    float[] typeFeatures(ContentSample sample) {
      return sample.typeFeatures(names, words, types);
    }
  }

  private ContentModel train() {
    Map<String, float[][]> features = new HashMap<>();
    for (int part = 0; part < PARTS; part++) {
      List<TrainingPage> others = part(pages, part, false);
      Tables tables = Tables.of(others);
      List<BoostedTrees> typeTrees = typeTrees(others);
      part(pages, part, true).parallelStream()
          .map(page -> Map.entry(page.id, features(page.sample, tables, typeTrees)))
          .toList()
          .forEach(entry -> features.put(entry.getKey(), entry.getValue()));
    }
    BoostedTrees blockTrees = blockTrees(features);
    Tables tables = Tables.of(pages);
    return new ContentModel(
        tables.names(), tables.words(), tables.types(), typeTrees(pages), blockTrees);
  }

  private static float[][] features(
      ContentSample sample, Tables tables, List<BoostedTrees> typeTrees) {
    float[] row = tables.typeFeatures(sample);
    return sample.features(tables.names(), tables.words(), ContentSample.shares(typeTrees, row));
  }

  private static List<TrainingPage> part(List<TrainingPage> pages, int part, boolean inside) {
    return pages.stream()
        .filter(page -> (Math.floorMod(page.site.hashCode() * 17 + 3, PARTS) == part) == inside)
        .toList();
  }

  private static List<BoostedTrees> typeTrees(List<TrainingPage> pages) {
    List<TrainingPage> typed = pages.stream().filter(page -> page.type != null).toList();
    Map<String, float[]> rows = new HashMap<>();
    for (int part = 0; part < PARTS; part++) {
      WeightTable types = LearnedWeights.types(part(typed, part, false));
      WeightTable none = WeightTable.of(1, new java.util.TreeMap<>());
      for (TrainingPage page : part(typed, part, true)) {
        rows.put(page.id, page.sample.typeFeatures(none, none, types));
      }
    }
    float[][] matrix =
        typed.stream()
            .map(page -> Objects.requireNonNull(rows.get(page.id)))
            .toArray(float[][]::new);
    List<BoostedTrees> trees = new ArrayList<>();
    for (PageType type : PageType.values()) {
      float[] labels = new float[matrix.length];
      float[] weights = new float[matrix.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = typed.get(i).type == type ? 1 : 0;
        weights[i] = 1;
      }
      trees.add(GradientBoosting.learn(TYPES, matrix, labels, weights));
    }
    return trees;
  }

  private BoostedTrees blockTrees(Map<String, float[][]> features) {
    List<float[]> rows = new ArrayList<>();
    List<float[]> targets = new ArrayList<>();
    for (TrainingPage page : pages) {
      float[][] ofPage = page.isLabelled() ? features.get(page.id) : new float[0][];
      double scale = scale(page);
      for (int i = 0; i < ofPage.length; i++) {
        rows.add(ofPage[i]);
        double weight = Math.min(LONG_BLOCK, page.words[i] + 2) / scale * 100;
        targets.add(new float[] {page.labels[i], (float) weight});
      }
    }
    float[] labels = new float[rows.size()];
    float[] weights = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = targets.get(i)[0];
      weights[i] = targets.get(i)[1];
    }
    return GradientBoosting.learn(BLOCKS, rows.toArray(new float[0][]), labels, weights);
  }

  /** Each page weighs about the same; one with little content among much else not too little. */
  private static double scale(TrainingPage page) {
    int words = 0;
    for (int each : page.words) {
      words += each;
    }
    return Math.max(SHORT_PAGE, Math.min(words, page.goldWords * 3 + 100));
  }
}
