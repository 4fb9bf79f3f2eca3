package lode.domain.extraction;

import lode.domain.project.FieldGroup;
import lode.domain.project.SchemaHash;
import tools.jackson.databind.JsonNode;

/**
 * The answer of one source to one field group, to be kept as the current one.
 *
 * @param group the field group that was asked for
 * @param data the values alone, valid against the group's generated JSON Schema
 */
public record NewExtraction(
    FieldGroup group, ExtractionStatus status, JsonNode data, GroupAnswer answer) {

  /** Hash of the field group: another one makes the extraction stale. */
  public String groupHash() {
    return SchemaHash.groupHash(group);
  }

  /** Filled fields over all items. */
  public int facts() {
    return answer.items().stream().mapToInt(item -> item.fields().size()).sum();
  }

  /** Mean confidence over the filled fields; 0 when none is. */
  public double confidence() {
    return answer.items().stream()
        .flatMap(item -> item.fields().values().stream())
        .mapToDouble(FieldValue::confidence)
        .average()
        .orElse(0);
  }
}
