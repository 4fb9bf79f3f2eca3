package lode.standalone.bench.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which words of a page are words of its known content, each word of the content at most once and in
 * its order: runs that occur once in both are matched first, the longest kind first, what stands
 * between them by the longest common subsequence (patience diff).
 */
final class Alignment {

  /** Lengths of runs, in words, that are looked for in turn. */
  private static final int[] RUNS = {12, 6, 3, 2, 1};

  private static final long SMALL = 40_000;
  private static final long LARGE = 25_000_000;

  private final int[] page;
  private final int[] gold;
  private final int[] match;

  private Alignment(int[] page, int[] gold) {
    this.page = page;
    this.gold = gold;
    this.match = new int[page.length];
    Arrays.fill(match, -1);
  }

  /** For each word of the page its position in the known content, or -1. */
  static int[] of(int[] page, int[] gold) {
    Alignment alignment = new Alignment(page, gold);
    alignment.align(new Gap(0, page.length, 0, gold.length), 0);
    return alignment.match;
  }

  private record Gap(int pageStart, int pageEnd, int goldStart, int goldEnd) {
    boolean isEmpty() {
      return pageStart >= pageEnd || goldStart >= goldEnd;
    }

    long cells() {
      return (long) (pageEnd - pageStart) * (goldEnd - goldStart);
    }
  }

  private record Anchor(int page, int gold) {}

  private void align(Gap gap, int level) {
    if (gap.isEmpty()) {
      return;
    }
    if (gap.cells() <= SMALL || (level == RUNS.length && gap.cells() <= LARGE)) {
      subsequence(gap);
      return;
    }
    if (level == RUNS.length) {
      return;
    }
    List<Anchor> anchors = inOrder(anchors(gap, RUNS[level]));
    if (anchors.isEmpty()) {
      align(gap, level + 1);
    } else {
      between(gap, anchors, level);
    }
  }

  private void between(Gap gap, List<Anchor> anchors, int level) {
    int pageAt = gap.pageStart();
    int goldAt = gap.goldStart();
    for (Anchor anchor : anchors) {
      if (anchor.page() < pageAt || anchor.gold() < goldAt) {
        continue;
      }
      int back = 0;
      while (anchor.page() - back > pageAt
          && anchor.gold() - back > goldAt
          && page[anchor.page() - back - 1] == gold[anchor.gold() - back - 1]) {
        back++;
      }
      int ahead = 0;
      while (anchor.page() + ahead < gap.pageEnd()
          && anchor.gold() + ahead < gap.goldEnd()
          && page[anchor.page() + ahead] == gold[anchor.gold() + ahead]) {
        ahead++;
      }
      align(new Gap(pageAt, anchor.page() - back, goldAt, anchor.gold() - back), level);
      for (int i = -back; i < ahead; i++) {
        match[anchor.page() + i] = anchor.gold() + i;
      }
      pageAt = anchor.page() + ahead;
      goldAt = anchor.gold() + ahead;
    }
    align(new Gap(pageAt, gap.pageEnd(), goldAt, gap.goldEnd()), level);
  }

  /** Runs of this length that occur once on both sides. */
  private List<Anchor> anchors(Gap gap, int length) {
    Map<Long, int[]> runs = new HashMap<>();
    for (int i = gap.pageStart(); i + length <= gap.pageEnd(); i++) {
      int[] run = runs.computeIfAbsent(hash(page, i, length), key -> new int[4]);
      run[0]++;
      run[1] = i;
    }
    for (int i = gap.goldStart(); i + length <= gap.goldEnd(); i++) {
      int[] run = runs.get(hash(gold, i, length));
      if (run != null) {
        run[2]++;
        run[3] = i;
      }
    }
    List<Anchor> anchors = new ArrayList<>();
    for (int[] run : runs.values()) {
      if (run[0] == 1 && run[2] == 1) {
        anchors.add(new Anchor(run[1], run[3]));
      }
    }
    anchors.sort((a, b) -> Integer.compare(a.page(), b.page()));
    return anchors;
  }

  /** A hash of the run of words that begins here. */
  static long hash(int[] words, int start, int length) {
    long hash = 7;
    for (int i = 0; i < length; i++) {
      hash = hash * 1_000_003L + words[start + i];
    }
    return hash;
  }

  /** The longest chain of anchors that rises on both sides. */
  private static List<Anchor> inOrder(List<Anchor> anchors) {
    int[] tails = new int[anchors.size()];
    int[] before = new int[anchors.size()];
    int length = 0;
    for (int i = 0; i < before.length; i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (anchors.get(tails[middle]).gold() < anchors.get(i).gold()) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    List<Anchor> chain = new ArrayList<>();
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = before[i]) {
      chain.add(0, anchors.get(i));
    }
    return chain;
  }

  private void subsequence(Gap gap) {
    int height = gap.pageEnd() - gap.pageStart();
    int width = gap.goldEnd() - gap.goldStart();
    short[][] lengths = new short[height + 1][width + 1];
    for (int i = height - 1; i >= 0; i--) {
      for (int j = width - 1; j >= 0; j--) {
        lengths[i][j] =
            page[gap.pageStart() + i] == gold[gap.goldStart() + j]
                ? (short) (lengths[i + 1][j + 1] + 1)
                : (short) Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < height && j < width) {
      boolean isEqual = page[gap.pageStart() + i] == gold[gap.goldStart() + j];
      if (isEqual && lengths[i][j] == lengths[i + 1][j + 1] + 1) {
        match[gap.pageStart() + i++] = gap.goldStart() + j++;
      } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }
}
