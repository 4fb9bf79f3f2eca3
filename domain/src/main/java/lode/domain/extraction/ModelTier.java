package lode.domain.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.Reading;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Turns what a model replied about the chunks of one document into grounded answers. A value without
 * the evidence that its field asks for is dropped and counted; value, quote and chunk stay together.
 */
public final class ModelTier {

  private static final String ITEM_SEPARATOR = "\u001f";

  private final Document document;
  private final DocumentId documentId;
  private final ReadingHints hints;
  private int rejected;

  /** A tier over one document. */
  public ModelTier(Document document, DocumentId documentId, String pageUrl) {
    this.document = document;
    this.documentId = documentId;
    this.hints = ReadingHints.ofPage(document.language(), pageUrl);
  }

  /** Values of the model that had no evidence, so far. */
  public int rejected() {
    return rejected;
  }

  /** The grounded items of one group in the reply to one chunk. */
  public List<Item> ground(FieldGroup group, CharInterval chunk, ReadReply reply) {
    return reply.groups().stream()
        .filter(read -> read.fieldGroup().equals(group.name()))
        .flatMap(read -> read.items().stream())
        .map(item -> ground(group, chunk, item))
        .filter(item -> !item.fields().isEmpty())
        .toList();
  }

  private Item ground(FieldGroup group, CharInterval chunk, ReadReply.Item item) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      ReadReply.Answer answer = item.fields().get(field.name());
      if (answer != null) {
        Optional<FieldValue> value = ground(field, chunk, answer);
        value.ifPresentOrElse(kept -> fields.put(field.name(), kept), () -> rejected++);
      }
    }
    return new Item(fields);
  }

  private Optional<FieldValue> ground(Field field, CharInterval chunk, ReadReply.Answer answer) {
    String raw = raw(answer.value());
    Optional<Reading> reading = read(field, answer, raw);
    if (reading.isEmpty()) {
      return Optional.empty();
    }
    Grounding grounding =
        Grounder.ground(document.text(), chunk, answer.quote(), field, reading.get().value(), raw);
    if (!grounding.accepted()) {
      return Optional.empty();
    }
    CharInterval place = grounding.interval();
    return Optional.of(
        new FieldValue(
                reading.get().value(),
                raw,
                reading.get().unit(),
                grounding.confidence() * reading.get().certainty(),
                grounding.quote(),
                grounding.match(),
                place == null ? -1 : place.start(),
                place == null ? -1 : place.end(),
                documentId,
                Tier.MODEL,
                List.of())
            .at(document.placeAt(place == null ? -1 : place.start())));
  }

  /** A value in the field's JSON type is taken as it is; a text is read as a page's text would be. */
  private Optional<Reading> read(Field field, ReadReply.Answer answer, String raw) {
    JsonNode value = answer.value();
    return switch (field.type()) {
      case BOOLEAN ->
          value.isBoolean()
              ? Optional.of(new Reading(value, null, 1))
              : FieldValues.read(raw, field, hints);
      case INTEGER, NUMBER -> number(field, answer, raw);
      case LIST -> value.isArray() ? texts(value) : FieldValues.read(raw, field, hints);
      case MONEY -> money(field, value, raw);
      default -> FieldValues.read(raw, field, hints);
    };
  }

  /** A number is in the unit of its quote, whatever the field's unit is. */
  private Optional<Reading> number(Field field, ReadReply.Answer answer, String raw) {
    JsonNode value = answer.value();
    if (!value.isNumber()) {
      return FieldValues.read(raw, field, hints);
    }
    return FieldValues.ofCopiedNumber(value, answer.quote(), field)
        .or(() -> plain(field, value, raw));
  }

  private Optional<Reading> plain(Field field, JsonNode value, String raw) {
    return value.isIntegralNumber() || field.type() != FieldType.INTEGER
        ? Optional.of(new Reading(value, field.unit(), 1))
        : FieldValues.read(raw, field, hints);
  }

  private Optional<Reading> money(Field field, JsonNode value, String raw) {
    if (!value.isObject()) {
      return FieldValues.read(raw, field, hints);
    }
    String currency = value.path("currency").asString("");
    return FieldValues.read(
        value.path("amount").asString("") + " " + currency, field, hints.forMachines());
  }

  private static Optional<Reading> texts(JsonNode value) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    for (JsonNode entry : value) {
      if (entry.isValueNode() && !entry.asString("").isBlank()) {
        texts.add(entry.asString("").strip());
      }
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(new Reading(texts, null, 1));
  }

  private static String raw(JsonNode value) {
    return value.isValueNode() ? value.asString("") : value.toString();
  }

  /**
   * The answer of one group from the items of all chunks and of the markup tier. Markup goes first;
   * other values become alternatives. Entities with the same identity are one.
   */
  public GroupAnswer merge(FieldGroup group, List<Item> markup, List<Item> model) {
    Map<String, List<Item>> entities = new LinkedHashMap<>();
    markup.forEach(item -> put(group, item, entities));
    model.forEach(item -> put(group, item, entities));
    List<Item> merged =
        entities.values().stream()
            .map(items -> merge(group, items))
            .limit(group.entityList() ? group.effectiveMaxItems() : 1)
            .toList();
    return new GroupAnswer(group.name(), merged);
  }

  private static void put(FieldGroup group, Item item, Map<String, List<Item>> entities) {
    String key = group.entityList() ? identity(group, item) : "";
    if (key != null) {
      entities.computeIfAbsent(key, unknown -> new ArrayList<>()).add(item);
    }
  }

  /** An entity that none of its identity fields names cannot be told from others: it is left out. */
  private static @Nullable String identity(FieldGroup group, Item item) {
    StringBuilder key = new StringBuilder();
    boolean named = false;
    for (String name : group.effectiveIdentity()) {
      FieldValue value = item.fields().get(name);
      named |= value != null;
      key.append(value == null ? "" : folded(value.value())).append(ITEM_SEPARATOR);
    }
    return named ? key.toString() : null;
  }

  private static String folded(JsonNode value) {
    return raw(value).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  private static Item merge(FieldGroup group, List<Item> items) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      List<FieldValue> values =
          items.stream()
              .map(item -> item.fields().get(field.name()))
              .filter(value -> value != null)
              .sorted(
                  Comparator.comparing(FieldValue::tier)
                      .thenComparing(Comparator.comparing(FieldValue::confidence).reversed()))
              .toList();
      if (!values.isEmpty()) {
        fields.put(field.name(), elect(values));
      }
    }
    return new Item(fields);
  }

  private static FieldValue elect(List<FieldValue> values) {
    FieldValue best = values.get(0);
    List<FieldValue> others = new ArrayList<>(best.alternatives());
    values.stream()
        .skip(1)
        .filter(value -> !value.value().equals(best.value()))
        .forEach(others::add);
    return best.withAlternatives(others);
  }
}
