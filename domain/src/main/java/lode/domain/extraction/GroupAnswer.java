package lode.domain.extraction;

import java.util.List;

/**
 * What one source says about one field group: at most one item for a plain group, any number for an
 * entity list; no item when it says nothing.
 */
public record GroupAnswer(String fieldGroup, List<Item> items) {

  public GroupAnswer {
    items = List.copyOf(items);
  }

  /** Whether the source says nothing about the group. */
  public boolean isEmpty() {
    return items.stream().allMatch(item -> item.fields().isEmpty());
  }
}
