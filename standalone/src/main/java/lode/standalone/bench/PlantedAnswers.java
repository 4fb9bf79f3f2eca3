package lode.standalone.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the reply that a perfect reader of the planted facts would give. */
final class PlantedAnswers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<PlantedFact> facts;

  PlantedAnswers(List<PlantedFact> facts) {
    this.facts = List.copyOf(facts);
  }

  /**
   * The reply to a prompt: in the shape of the schema when the request has one, else all facts that
   * the prompt holds.
   */
  String to(String prompt, JsonNode schema) {
    List<PlantedFact> found = facts.stream().filter(fact -> prompt.contains(fact.quote())).toList();
    JsonNode groups = schema.path("properties");
    return (groups.isObject() ? shaped(found, groups) : unshaped(found)).toString();
  }

  private static ObjectNode shaped(List<PlantedFact> found, JsonNode groups) {
    ObjectNode reply = JSON.objectNode();
    for (String group : groups.propertyNames()) {
      JsonNode schema = groups.get(group);
      List<PlantedFact> own = found.stream().filter(fact -> fact.group().equals(group)).toList();
      boolean list =
          schema.path("type").isString() && schema.path("type").asString().equals("array");
      JsonNode fields = (list ? schema.path("items") : schema).path("properties");
      if (list) {
        reply.set(group, items(own, fields));
      } else {
        reply.set(group, own.isEmpty() ? JSON.nullNode() : record(own, fields));
      }
    }
    return reply;
  }

  private static ObjectNode unshaped(List<PlantedFact> found) {
    ObjectNode reply = JSON.objectNode();
    for (PlantedFact fact : found) {
      List<PlantedFact> own =
          found.stream().filter(other -> other.group().equals(fact.group())).toList();
      JsonNode fields = JSON.missingNode();
      boolean list = fact.identity() != null;
      reply.set(fact.group(), list ? items(own, fields) : record(own, fields));
    }
    return reply;
  }

  private static ArrayNode items(List<PlantedFact> facts, JsonNode fields) {
    Map<String, List<PlantedFact>> byEntity = new LinkedHashMap<>();
    for (PlantedFact fact : facts) {
      String identity = fact.identity() == null ? "" : fact.identity();
      byEntity.computeIfAbsent(identity, unseen -> new ArrayList<>()).add(fact);
    }
    ArrayNode items = JSON.arrayNode();
    byEntity.values().forEach(entity -> items.add(record(entity, fields)));
    return items;
  }

  /** One answer for each field of the schema, null where no fact answers it. */
  private static ObjectNode record(List<PlantedFact> facts, JsonNode fields) {
    ObjectNode record = JSON.objectNode();
    fields.propertyNames().forEach(record::putNull);
    for (PlantedFact fact : facts) {
      boolean asked = fields.isMissingNode() || fields.has(fact.field());
      if (asked && record.path(fact.field()).isEmpty()) {
        ObjectNode answer = JSON.objectNode();
        answer.set("value", fact.value());
        answer.put("quote", fact.quote());
        record.set(fact.field(), answer);
      }
    }
    return record;
  }
}
