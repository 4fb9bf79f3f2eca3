package lode.domain.project;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates the JSON Schema (2020-12) of the {@code data} that is stored for a field group: an
 * object of its fields, or an array of such objects for an entity list. Every field may be null or
 * left out, which both mean that it was not found; nothing else stands for unknown.
 *
 * <p>The {@code pattern} of a text field is in RE2 syntax, so a validator should match it with RE2:
 * a user's pattern is never given to a backtracking engine.
 */
public final class DataJsonSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

  private DataJsonSchema() {}

  /** The schema of the group's data. */
  public static JsonNode of(FieldGroup group) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", group.name());
    if (group.entityList()) {
      schema.put("type", "array");
      schema.put("maxItems", group.effectiveMaxItems());
      schema.set("items", item(group));
    } else {
      schema.setAll(item(group));
    }
    return schema;
  }

  private static ObjectNode item(FieldGroup group) {
    ObjectNode item = JSON.objectNode();
    item.put("type", "object");
    ObjectNode properties = item.putObject("properties");
    for (Field field : group.fields()) {
      ObjectNode property = value(field);
      if (field.description() != null) {
        property.put("description", field.description());
      }
      properties.set(field.name(), property);
    }
    item.put("additionalProperties", false);
    return item;
  }

  private static ObjectNode value(Field field) {
    return switch (field.type()) {
      case BOOLEAN -> nullable("boolean");
      case INTEGER -> nullable("integer");
      case NUMBER -> nullable("number");
      case TEXT -> text(field);
      case SUMMARY -> nullable("string").put("minLength", 1);
      case ENUM -> enumeration(field);
      case LIST -> list();
      case DATE -> nullable("string").put("pattern", DATE);
      case URL -> nullable("string").put("format", "uri").put("pattern", "^https?://[^\\s]+$");
      case MONEY -> money();
    };
  }

  private static ObjectNode nullable(String type) {
    ObjectNode node = JSON.objectNode();
    node.putArray("type").add(type).add("null");
    return node;
  }

  private static ObjectNode text(Field field) {
    ObjectNode node = nullable("string").put("minLength", 1);
    if (field.pattern() != null) {
      node.put("pattern", "^(?:" + field.pattern() + ")$");
    }
    return node;
  }

  private static ObjectNode enumeration(Field field) {
    ObjectNode node = JSON.objectNode();
    ArrayNode values = node.putArray("enum");
    field.enumValues().forEach(values::add);
    values.addNull();
    return node;
  }

  private static ObjectNode list() {
    ObjectNode node = nullable("array");
    node.putObject("items").put("type", "string").put("minLength", 1);
    return node;
  }

  private static ObjectNode money() {
    ObjectNode node = nullable("object");
    ObjectNode properties = node.putObject("properties");
    properties.putObject("amount").put("type", "number");
    properties.putObject("currency").put("type", "string").put("pattern", "^[A-Z]{3}$");
    node.putArray("required").add("amount").add("currency");
    node.put("additionalProperties", false);
    return node;
  }
}
