package lode.standalone.embedded.qdrant;

import java.util.ArrayList;
import java.util.List;

/** Keeps the best of many scored slots; of equal scores the lower slot. */
final class TopScores {
  private final int limit;
  private final boolean largerIsBetter;
  private final float threshold;
  // A heap whose root is the worst that is kept, ordered by goodness.
  private final float[] goodness;
  private final int[] slots;
  private int size;

  /**
   * @param threshold the worst score that still counts; NaN for none
   */
  TopScores(int limit, int capacity, boolean largerIsBetter, float threshold) {
    this.limit = Math.min(limit, capacity);
    this.largerIsBetter = largerIsBetter;
    this.threshold = largerIsBetter ? threshold : -threshold;
    this.goodness = new float[this.limit];
    this.slots = new int[this.limit];
  }

  void offer(int slot, float score) {
    float good = largerIsBetter ? score : -score;
    if (limit == 0 || good < threshold) {
      return;
    }
    if (size < limit) {
      goodness[size] = good;
      slots[size] = slot;
      up(size++);
    } else if (good > goodness[0]) {
      goodness[0] = good;
      slots[0] = slot;
      down();
    }
  }

  /** Best first. */
  List<Hit> best() {
    List<Hit> hits = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      hits.add(new Hit(slots[i], largerIsBetter ? goodness[i] : -goodness[i]));
    }
    hits.sort(
        (a, b) -> {
          int byScore =
              largerIsBetter
                  ? Float.compare(b.score(), a.score())
                  : Float.compare(a.score(), b.score());
          return byScore != 0 ? byScore : Integer.compare(a.slot(), b.slot());
        });
    return hits;
  }

  private boolean worse(int i, int j) {
    return goodness[i] < goodness[j] || (goodness[i] == goodness[j] && slots[i] > slots[j]);
  }

  private void up(int start) {
    int i = start;
    while (i > 0 && worse(i, (i - 1) / 2)) {
      swap(i, (i - 1) / 2);
      i = (i - 1) / 2;
    }
  }

  private void down() {
    int i = 0;
    while (true) {
      int worst = i;
      for (int child = 2 * i + 1; child <= 2 * i + 2 && child < size; child++) {
        if (worse(child, worst)) {
          worst = child;
        }
      }
      if (worst == i) {
        return;
      }
      swap(i, worst);
      i = worst;
    }
  }

  private void swap(int i, int j) {
    float good = goodness[i];
    goodness[i] = goodness[j];
    goodness[j] = good;
    int slot = slots[i];
    slots[i] = slots[j];
    slots[j] = slot;
  }
}
