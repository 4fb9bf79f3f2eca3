package lode.domain.report;

import java.util.List;
import java.util.Map;
import lode.domain.entity.ConsolidatedItem;

/** What a row or column is about: a source group, a source or a host, with its elected items. */
record Subject(String label, Map<String, List<ConsolidatedItem>> itemsByGroup) {

  List<ConsolidatedItem> items(String fieldGroup) {
    return itemsByGroup.getOrDefault(fieldGroup, List.of());
  }
}
