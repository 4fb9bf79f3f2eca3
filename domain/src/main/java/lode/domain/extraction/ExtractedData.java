package lode.domain.extraction;

import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The values of an answer without their evidence, as {@code data} holds them. */
public final class ExtractedData {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ExtractedData() {}

  /** An object of all fields, or an array of such objects for an entity list; unknown is null. */
  public static JsonNode of(FieldGroup group, GroupAnswer answer) {
    if (!group.entityList()) {
      return answer.items().isEmpty()
          ? object(group, new Item(java.util.Map.of()))
          : object(group, answer.items().get(0));
    }
    ArrayNode items = JSON.arrayNode();
    answer.items().forEach(item -> items.add(object(group, item)));
    return items;
  }

  private static ObjectNode object(FieldGroup group, Item item) {
    ObjectNode object = JSON.objectNode();
    for (Field field : group.fields()) {
      FieldValue value = item.fields().get(field.name());
      object.set(field.name(), value == null ? JSON.nullNode() : value.value());
    }
    return object;
  }
}
