package lode.standalone.bench.documents;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lode.domain.document.ContentSample;
import lode.domain.document.PageType;
import org.jspecify.annotations.Nullable;

/** A page to learn from: its blocks, and which share of each is main content. */
final class TrainingPage {

  /** A block with less in common with the content is none of it, one with more is all of it. */
  private static final double LITTLE = 0.4;

  private static final double MOST = 0.85;

  /** Length in words of runs by which content is found that stands in another order. */
  private static final int RUN = 5;

  private static final double FOUND = 0.6;

  final String id;
  final String site;
  final @Nullable PageType type;
  final ContentSample sample;

  /** Share of main content in each block, 0 to 1. */
  final float[] labels;

  /** Words of each block as {@link WordScore} counts them. */
  final int[] words;

  final int goldWords;

  private TrainingPage(GoldPage page) {
    id = page.id();
    site = page.site();
    type = type(page.type());
    sample = ContentSample.of(new String(page.html(), StandardCharsets.UTF_8));
    labels = new float[sample.size()];
    words = new int[sample.size()];
    Map<String, Integer> numbers = new HashMap<>();
    int[] gold = numbered(WordScore.words(page.content()), numbers);
    goldWords = gold.length;
    label(gold, numbers);
  }

  static TrainingPage of(GoldPage page) {
    return new TrainingPage(page);
  }

  /** False when nobody said what the content is. */
  boolean isLabelled() {
    return goldWords > 0;
  }

  private static @Nullable PageType type(String label) {
    return Arrays.stream(PageType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElse(null);
  }

  private static int[] numbered(List<String> words, Map<String, Integer> numbers) {
    return words.stream()
        .mapToInt(word -> numbers.computeIfAbsent(word, key -> numbers.size()))
        .toArray();
  }

  private void label(int[] gold, Map<String, Integer> numbers) {
    int[][] blocks = new int[labels.length][];
    int length = 0;
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = numbered(WordScore.words(sample.text(i)), numbers);
      words[i] = blocks[i].length;
      length += words[i];
    }
    int[] all = new int[length];
    int at = 0;
    for (int[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    int[] match = Alignment.of(all, gold);
    boolean[] used = new boolean[gold.length];
    at = 0;
    for (int i = 0; i < blocks.length; i++) {
      labels[i] = inOrder(match, at, blocks[i].length, used);
      at += blocks[i].length;
    }
    inOtherOrder(blocks, gold, used);
  }

  private static float inOrder(int[] match, int start, int length, boolean[] used) {
    int matched = 0;
    for (int i = start; i < start + length; i++) {
      matched += match[i] >= 0 ? 1 : 0;
    }
    float label = label(matched, length);
    for (int i = start; label > 0.5 && i < start + length; i++) {
      if (match[i] >= 0) {
        used[match[i]] = true;
      }
    }
    return label;
  }

  private static float label(int matched, int length) {
    float share = length == 0 ? 0 : (float) matched / length;
    return share < LITTLE ? 0 : share > MOST ? 1 : share;
  }

  private void inOtherOrder(int[][] blocks, int[] gold, boolean[] used) {
    Map<Long, Integer> runs = new HashMap<>();
    for (int i = 0; i + RUN <= gold.length; i++) {
      if (isFree(used, i)) {
        runs.put(Alignment.hash(gold, i, RUN), i);
      }
    }
    for (int i = 0; i < blocks.length && !runs.isEmpty(); i++) {
      if (labels[i] < 0.5 && blocks[i].length >= RUN) {
        labels[i] = Math.max(labels[i], byRuns(blocks[i], runs, used));
      }
    }
  }

  private static boolean isFree(boolean[] used, int start) {
    for (int i = start; i < start + RUN; i++) {
      if (used[i]) {
        return false;
      }
    }
    return true;
  }

  private static float byRuns(int[] block, Map<Long, Integer> runs, boolean[] used) {
    boolean[] covered = new boolean[block.length];
    for (int i = 0; i + RUN <= block.length; i++) {
      Integer at = runs.get(Alignment.hash(block, i, RUN));
      if (at != null && !used[at]) {
        Arrays.fill(covered, i, i + RUN, true);
      }
    }
    int matched = 0;
    for (boolean each : covered) {
      matched += each ? 1 : 0;
    }
    if (matched <= FOUND * block.length) {
      return 0;
    }
    for (int i = 0; i + RUN <= block.length; i++) {
      Integer at = runs.get(Alignment.hash(block, i, RUN));
      if (at != null) {
        Arrays.fill(used, at, at + RUN, true);
      }
    }
    return label(matched, block.length);
  }
}
