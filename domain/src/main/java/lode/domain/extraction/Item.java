package lode.domain.extraction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The filled fields of one record or one entity, by field name in schema order. A field that was not
 * found is absent.
 */
public record Item(Map<String, FieldValue> fields) {

  public Item {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
