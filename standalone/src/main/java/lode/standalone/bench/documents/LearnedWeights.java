package lode.standalone.bench.documents;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lode.domain.document.ContentSample;
import lode.domain.document.PageType;
import lode.domain.document.WeightTable;

/**
 * Weights of words as log-odds, a site counting as much as another whatever its number of pages: names
 * of markup and words of text for main content, words of the page for its type.
 */
final class LearnedWeights {

  /** Words of fewer sites say more of the site than of the word. */
  private static final int MIN_SITES = 3;

  private static final int MIN_TYPE_SITES = 4;
  private static final double CONTENT_PRIOR = 1.5;
  private static final double TYPE_PRIOR = 2;
  private static final double LEAST = 1e-3;
  private static final int MOST_WORDS = 60;

  private LearnedWeights() {}

  /** Weights of the names of boxes. */
  static WeightTable names(List<TrainingPage> pages) {
    ShareBySite shares = new ShareBySite();
    for (TrainingPage page : pages) {
      for (ContentSample.NamedBox box : page.sample.boxes()) {
        double content = 0;
        double all = 0;
        for (int i = box.first(); i < box.end(); i++) {
          double weight = Math.min(MOST_WORDS, page.words[i]) + 1;
          content += weight * page.labels[i];
          all += weight;
        }
        if (all > 0) {
          shares.add(page.site, box.names(), content / all, Math.sqrt(all));
        }
      }
    }
    return shares.table();
  }

  /** Weights of the first words of blocks. */
  static WeightTable words(List<TrainingPage> pages) {
    ShareBySite shares = new ShareBySite();
    for (TrainingPage page : pages) {
      for (int i = 0; i < page.labels.length; i++) {
        shares.add(page.site, page.sample.wordHashes(i), page.labels[i], 1);
      }
    }
    return shares.table();
  }

  /** For each word its mean share of main content on each site. */
  private static final class ShareBySite {
    private final Map<String, Map<Integer, double[]>> sites = new HashMap<>();

    void add(String site, int[] words, double share, double weight) {
      Map<Integer, double[]> sums = sites.computeIfAbsent(site, key -> new HashMap<>());
      Set<Integer> seen = new HashSet<>();
      for (int word : words) {
        if (seen.add(word)) {
          double[] sum = sums.computeIfAbsent(word, key -> new double[2]);
          sum[0] += share * weight;
          sum[1] += weight;
        }
      }
    }

    WeightTable table() {
      Map<Integer, double[]> totals = new HashMap<>();
      double content = 0;
      double rest = 0;
      for (Map<Integer, double[]> sums : sites.values()) {
        for (Map.Entry<Integer, double[]> sum : sums.entrySet()) {
          double share = sum.getValue()[0] / sum.getValue()[1];
          double[] total = totals.computeIfAbsent(sum.getKey(), key -> new double[3]);
          total[0] += share;
          total[1] += 1 - share;
          total[2]++;
          content += share;
          rest += 1 - share;
        }
      }
      // Where nothing is content, or everything, weights stay finite.
      double prior = Math.max(LEAST, Math.min(1 - LEAST, content / (content + rest)));
      SortedMap<Integer, float[]> rows = new TreeMap<>();
      totals.forEach(
          (word, total) -> {
            if (total[2] >= MIN_SITES) {
              double odds =
                  (total[0] + CONTENT_PRIOR * prior) / (total[1] + CONTENT_PRIOR * (1 - prior));
              rows.put(
                  word, new float[] {(float) (Math.log(odds) - Math.log(prior / (1 - prior)))});
            }
          });
      return WeightTable.of(1, rows);
    }
  }

  /** Weights of the words of pages for each type. */
  static WeightTable types(List<TrainingPage> pages) {
    int types = PageType.values().length;
    Map<String, Integer> pagesOfSite = new HashMap<>();
    pages.forEach(page -> pagesOfSite.merge(page.site, 1, Integer::sum));
    double[] all = new double[types];
    Map<Integer, double[]> counts = new HashMap<>();
    Map<Integer, Set<String>> sites = new HashMap<>();
    for (TrainingPage page : pages) {
      if (page.type == null) {
        continue;
      }
      double weight = 1 / Math.sqrt(pagesOfSite.get(page.site));
      all[page.type.ordinal()] += weight;
      for (int word : page.sample.typeHashes()) {
        counts.computeIfAbsent(word, key -> new double[types])[page.type.ordinal()] += weight;
        sites.computeIfAbsent(word, key -> new HashSet<>()).add(page.site);
      }
    }
    SortedMap<Integer, float[]> rows = new TreeMap<>();
    counts.forEach(
        (word, count) -> {
          if (sites.get(word).size() >= MIN_TYPE_SITES) {
            rows.put(word, weights(count, all));
          }
        });
    return WeightTable.of(types, rows);
  }

  private static float[] weights(double[] count, double[] all) {
    double sum = 0;
    double total = 0;
    for (int type = 0; type < all.length; type++) {
      sum += count[type];
      total += all[type];
    }
    float[] weights = new float[all.length];
    double prior = TYPE_PRIOR * sum / total;
    for (int type = 0; type < all.length; type++) {
      double inside = (count[type] + prior) / (all[type] + TYPE_PRIOR);
      double outside = (sum - count[type] + prior) / (total - all[type] + TYPE_PRIOR);
      weights[type] = (float) Math.log(inside / outside);
    }
    return weights;
  }
}
