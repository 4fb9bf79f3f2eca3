package lode.domain.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON form for all schemas that mean the same: effective values in place of defaults, groups,
 * fields and enum values in the order of their names, keys in one fixed order.
 */
final class CanonicalSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CanonicalSchema() {}

  static ObjectNode of(ExtractionSchema schema) {
    ObjectNode node = JSON.objectNode();
    node.put("name", schema.name());
    put(node, "version", schema.version());
    put(node, "description", schema.description());
    node.put("sourceLabel", schema.effectiveSourceLabel());
    ArrayNode groups = node.putArray("fieldGroups");
    schema.fieldGroups().stream()
        .sorted(Comparator.comparing(FieldGroup::name))
        .forEach(group -> groups.add(of(group, true)));
    return node;
  }

  /**
   * Canonical form of a group.
   *
   * @param withConsolidation whether the rule of election is part of it; extraction does not read it
   */
  static ObjectNode of(FieldGroup group, boolean withConsolidation) {
    ObjectNode node = JSON.objectNode();
    node.put("name", group.name());
    put(node, "description", group.description());
    node.put("entityList", group.entityList());
    if (group.entityList()) {
      putSorted(node, "identity", group.effectiveIdentity());
      node.put("maxItems", group.effectiveMaxItems());
    }
    put(node, "hint", group.hint());
    ArrayNode fields = node.putArray("fields");
    List<Field> sorted = group.fields().stream().sorted(Comparator.comparing(Field::name)).toList();
    for (Field field : sorted) {
      ObjectNode fieldNode = of(field);
      if (withConsolidation) {
        fieldNode.put("consolidation", field.effectiveConsolidation().label());
      }
      fields.add(fieldNode);
    }
    return node;
  }

  private static ObjectNode of(Field field) {
    ObjectNode node = JSON.objectNode();
    node.put("name", field.name());
    node.put("type", field.type().label());
    put(node, "description", field.description());
    node.put("required", field.required());
    putSorted(node, "enumValues", field.enumValues());
    put(node, "unit", field.unit());
    put(node, "pattern", field.pattern());
    node.put("grounding", field.effectiveGrounding().label());
    return node;
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  private static void putSorted(ObjectNode node, String key, Collection<String> values) {
    ArrayNode array = node.putArray(key);
    values.stream().sorted().forEach(array::add);
  }
}
