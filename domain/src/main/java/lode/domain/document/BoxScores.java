package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** What the names and the text of boxes say of what stands in them. */
final class BoxScores {

  /** More boxes or blocks say no more. */
  private static final int MANY = 200;

  private final WeightTable names;
  private final float[] own;
  private final float[] sum;
  private final float[] least;
  private final float[] most;
  private final int[] alike;
  private final Box best;
  private final Box dense;

  BoxScores(TextBlocks page, WeightTable names, long[] ownWords, long[] longWords) {
    this.names = names;
    List<Box> boxes = page.boxes;
    int count = boxes.size();
    own = new float[count];
    sum = new float[count];
    least = new float[count];
    most = new float[count];
    alike = new int[count];
    for (Box box : boxes) {
      float score = own(box.names);
      int i = box.index;
      own[i] = score;
      Box parent = box.parent;
      sum[i] = score + (parent == null ? 0 : sum[parent.index]);
      least[i] = Math.min(score, parent == null ? 0 : least[parent.index]);
      most[i] = Math.max(score, parent == null ? 0 : most[parent.index]);
    }
    countAlike(boxes);
    best = candidate(page, longWords);
    dense = densest(page, ownWords);
  }

  float own(int[] hashes) {
    float score = 0;
    for (int hash : hashes) {
      score += names.get(hash);
    }
    return score;
  }

  /** Boxes with the same parent, tag and classes. */
  int alike(Box box) {
    return alike[box.index];
  }

  private void countAlike(List<Box> boxes) {
    Map<Long, int[]> counts = new HashMap<>();
    List<int[]> of = new ArrayList<>();
    for (Box box : boxes) {
      long parent = box.parent == null ? -1 : box.parent.index;
      long key = parent << 32 | (box.mould & 0xFFFFFFFFL);
      int[] cell = counts.computeIfAbsent(key, k -> new int[1]);
      cell[0]++;
      of.add(cell);
    }
    for (int i = 0; i < alike.length; i++) {
      alike[i] = of.get(i)[0];
    }
  }

  /** The box that most long text stands in or right below. */
  private static Box candidate(TextBlocks page, long[] longWords) {
    float[] score = new float[page.boxes.size()];
    for (int i = 0; i < page.blocks.size(); i++) {
      float words = longWords[i + 1] - longWords[i];
      Box box = page.blocks.get(i).box.parent;
      float part = 1;
      for (int up = 0; up < 4 && box != null && words > 0; up++) {
        score[box.index] += words * part;
        part *= 0.6f;
        box = box.parent;
      }
    }
    Box best = page.boxes.get(0);
    for (Box box : page.boxes) {
      if (score[box.index] > score[best.index]) {
        best = box;
      }
    }
    return best;
  }

  /** Goes down as long as one child holds most of the text that is not links. */
  private static Box densest(TextBlocks page, long[] ownWords) {
    Box at = page.boxes.get(0);
    for (Box box : page.boxes) {
      long words = ownWords[box.endBlock] - ownWords[box.firstBlock];
      long around = ownWords[at.endBlock] - ownWords[at.firstBlock];
      if (box.parent == at && words >= 0.7 * around && words > 0) {
        at = box;
      }
    }
    return at;
  }

  void add(Box box, DoubleConsumer out) {
    Box at = box;
    for (int k = 0; k < 6; k++) {
      out.accept(own[at.index]);
      at = at.parent == null ? at : at.parent;
    }
    out.accept(sum[box.index]);
    out.accept(least[box.index]);
    out.accept(most[box.index]);
    out.accept(sum[box.index] / (box.depth + 1));
    relation(box, best, out);
    relation(box, dense, out);
  }

  /** How far up from the one and the other to a box that holds both. */
  private static void relation(Box box, Box other, DoubleConsumer out) {
    @Nullable Box x = box;
    @Nullable Box y = other;
    int up = 0;
    int down = 0;
    while (x != y && x != null && y != null) {
      if (x.depth >= y.depth) {
        x = x.parent;
        up++;
      } else {
        y = y.parent;
        down++;
      }
    }
    // Steps at equal depth count for the block first; both sides end at the common box.
    out.accept(down == 0 && isInside(box, other) ? 0 : 1 + down);
    out.accept(up);
  }

  private static boolean isInside(Box box, Box outer) {
    return box.firstBlock >= outer.firstBlock
        && box.endBlock <= outer.endBlock
        && box.depth >= outer.depth;
  }

  void addPage(DoubleConsumer out) {
    out.accept(best.depth);
    out.accept(Math.min(best.blocks(), MANY));
    out.accept(dense.depth);
    out.accept(Math.min(dense.blocks(), MANY));
    int large = 0;
    for (int count : alike) {
      large = Math.max(large, count);
    }
    out.accept(Math.min(large, MANY));
  }
}
