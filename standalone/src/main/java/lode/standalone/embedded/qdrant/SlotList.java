package lode.standalone.embedded.qdrant;

import java.util.Arrays;
import java.util.BitSet;

/** Slot numbers in ascending order, each once. */
final class SlotList {
  private int[] slots = new int[4];
  private int size;

  int size() {
    return size;
  }

  int get(int position) {
    return slots[position];
  }

  /** Position of the slot, or the complement of where it would be. */
  int find(int slot) {
    // New points come with growing slots: the end is the usual place.
    if (size == 0 || slots[size - 1] < slot) {
      return ~size;
    }
    return Arrays.binarySearch(slots, 0, size, slot);
  }

  /** The position at which the slot is after the call. */
  int add(int slot) {
    int position = find(slot);
    if (position >= 0) {
      return position;
    }
    int place = ~position;
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size + (size >> 1) + 1);
    }
    System.arraycopy(slots, place, slots, place + 1, size - place);
    slots[place] = slot;
    size++;
    return place;
  }

  /** The position at which the slot was, negative if it was not there. */
  int remove(int slot) {
    int position = find(slot);
    if (position >= 0) {
      size--;
      System.arraycopy(slots, position + 1, slots, position, size - position);
    }
    return position;
  }

  void addTo(BitSet set) {
    for (int i = 0; i < size; i++) {
      set.set(slots[i]);
    }
  }
}
