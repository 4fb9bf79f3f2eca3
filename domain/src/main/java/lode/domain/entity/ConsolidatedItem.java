package lode.domain.entity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The elected fields of one record or entity, in schema order; what nobody states is absent. */
public record ConsolidatedItem(Map<String, ConsolidatedField> fields) {

  public ConsolidatedItem {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
