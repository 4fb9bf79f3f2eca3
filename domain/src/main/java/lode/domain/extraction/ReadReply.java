package lode.domain.extraction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A model's reply, read but not yet grounded.
 *
 * @param groups one entry for each group that was asked for, in that order
 * @param truncated whether the reply was cut; what was complete is kept, more may have followed
 * @param problems what had to be repaired or left out, in words
 */
public record ReadReply(List<Group> groups, boolean truncated, List<String> problems) {

  public ReadReply {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * What the reply says about one group: at most one item for a plain group.
   *
   * @param fieldGroup name of the group
   */
  public record Group(String fieldGroup, List<Item> items) {

    public Group {
      items = List.copyOf(items);
    }
  }

  /** The answered fields of one record or entity, by name in the order asked; never empty. */
  public record Item(Map<String, Answer> fields) {

    public Item {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A value as the model gives it, never null, and its quote; empty when it gives none.
   *
   * @param value of any JSON type; whether it suits the field is for the grounding to judge
   */
  public record Answer(JsonNode value, String quote) {}
}
