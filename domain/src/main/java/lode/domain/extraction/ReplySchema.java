package lode.domain.extraction;

import java.util.List;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of a model's reply: an object with one property for each field group,
 * each field an object of value and quote, or null when the text does not answer it.
 *
 * <p>It keeps to the strict subset of the servers: every property required, none additional,
 * absence as a null type. Limits of lists stand in the prompt and not here, since servers that
 * compile the schema to a grammar unroll {@code maxItems}.
 */
public final class ReplySchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReplySchema() {}

  /** The schema of a reply about these groups and just their fields. */
  public static ObjectNode of(List<FieldGroup> groups) {
    ObjectNode properties = JSON.objectNode();
    for (FieldGroup group : groups) {
      properties.set(group.name(), group.entityList() ? list(group) : nullable(record(group)));
    }
    return object(properties);
  }

  private static ObjectNode list(FieldGroup group) {
    ObjectNode list = JSON.objectNode();
    list.put("type", "array");
    list.set("items", record(group));
    return list;
  }

  private static ObjectNode record(FieldGroup group) {
    ObjectNode properties = JSON.objectNode();
    for (Field field : group.fields()) {
      ObjectNode answer = JSON.objectNode();
      answer.set("value", value(field));
      answer.set("quote", typed("string"));
      properties.set(field.name(), nullable(object(answer)));
    }
    return object(properties);
  }

  private static ObjectNode value(Field field) {
    return switch (field.type()) {
      case BOOLEAN -> typed("boolean");
      case INTEGER -> typed("integer");
      case NUMBER -> typed("number");
      case TEXT, DATE, URL, SUMMARY -> typed("string");
      case ENUM -> choice(field.enumValues());
      case LIST -> texts();
      case MONEY -> money();
    };
  }

  private static ObjectNode choice(List<String> values) {
    ObjectNode choice = typed("string");
    ArrayNode allowed = choice.putArray("enum");
    values.forEach(allowed::add);
    return choice;
  }

  private static ObjectNode texts() {
    ObjectNode texts = typed("array");
    texts.set("items", typed("string"));
    return texts;
  }

  private static ObjectNode money() {
    ObjectNode properties = JSON.objectNode();
    properties.set("amount", typed("number"));
    properties.set("currency", nullable(typed("string")));
    return object(properties);
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode nullable(ObjectNode schema) {
    String type = schema.get("type").asString();
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  private static ObjectNode object(ObjectNode properties) {
    ObjectNode object = typed("object");
    object.set("properties", properties);
    ArrayNode required = object.putArray("required");
    properties.propertyNames().forEach(required::add);
    object.put("additionalProperties", false);
    return object;
  }
}
