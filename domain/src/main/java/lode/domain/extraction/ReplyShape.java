package lode.domain.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds the groups, items and answers in a reply's JSON, whatever shape the model gave them. */
final class ReplyShape {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST_PROBLEMS = 20;
  private static final List<String> QUOTE_NAMES =
      List.of("quote", "evidence", "sourcetext", "sourcequote", "citation", "excerpt");
  private static final List<String> VALUE_NAMES = List.of("value", "answer");
  private static final Set<String> WORDS_FOR_NOTHING =
      Set.of(
          "",
          "null",
          "n/a",
          "na",
          "unknown",
          "not found",
          "not specified",
          "not mentioned",
          "not available",
          "not stated",
          "-");

  private final List<FieldGroup> groups;
  private final LenientJson.Result json;
  private final List<String> problems;

  ReplyShape(List<FieldGroup> groups, LenientJson.Result json, List<String> problems) {
    this.groups = groups;
    this.json = json;
    this.problems = problems;
  }

  ReadReply read() {
    JsonNode root = unwrapped(json.root(), 0);
    Map<String, JsonNode> byGroup = byGroup(root);
    List<ReadReply.Group> read = new ArrayList<>();
    for (FieldGroup group : groups) {
      JsonNode answer = byGroup.get(group.name());
      if (answer == null) {
        problem("no answer for group " + group.name());
      }
      read.add(
          new ReadReply.Group(group.name(), answer == null ? List.of() : items(group, answer)));
    }
    return new ReadReply(read, json.endedEarly(), problems);
  }

  /** How many names of groups and fields the JSON has at its top and one below. */
  static int likeness(JsonNode node, List<FieldGroup> groups) {
    if (node.isArray()) {
      int sum = 0;
      for (JsonNode element : node) {
        sum += element.isObject() ? likeness(element, groups) : 0;
      }
      return sum;
    }
    int names = 0;
    for (String name : node.propertyNames()) {
      JsonNode child = node.get(name);
      if (groupNamed(groups, name) != null) {
        names += 2 + (child.isContainer() ? child.size() : 0);
      } else if (groups.stream().anyMatch(group -> fieldNamed(group, name) != null)) {
        names++;
      } else if (child.isContainer()) {
        names += likeness(child, groups);
      }
    }
    return names;
  }

  /** Goes into wrappers such as {@code {"data": {...}}} until a name is known. */
  private JsonNode unwrapped(JsonNode node, int depth) {
    if (depth > 4 || !node.isObject() || knowsName(node)) {
      return node;
    }
    JsonNode best = null;
    for (JsonNode child : node) {
      JsonNode inner = parsedIfText(child);
      if (inner.isContainer()
          && likeness(inner, groups) > (best == null ? 0 : likeness(best, groups))) {
        best = inner;
      }
    }
    if (best == null) {
      return node;
    }
    problem("the answer stood inside another object");
    return unwrapped(best, depth + 1);
  }

  private boolean knowsName(JsonNode node) {
    for (String name : node.propertyNames()) {
      if (groupNamed(groups, name) != null || fieldOfOnlyGroup(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean fieldOfOnlyGroup(String name) {
    return groups.size() == 1 && fieldNamed(groups.get(0), name) != null;
  }

  private Map<String, JsonNode> byGroup(JsonNode root) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    if (root.isArray()) {
      for (JsonNode element : root) {
        if (element.isObject()) {
          collect(element, found);
        }
      }
      if (found.isEmpty() && groups.size() == 1) {
        problem("the items stood outside their group");
        found.put(groups.get(0).name(), root);
      }
      return found;
    }
    collect(root, found);
    if (found.isEmpty() && groups.size() == 1 && knowsName(root)) {
      problem("the fields stood outside their group");
      found.put(groups.get(0).name(), root);
    }
    return found;
  }

  private void collect(JsonNode object, Map<String, JsonNode> found) {
    for (String name : object.propertyNames()) {
      FieldGroup group = groupNamed(groups, name);
      // A field may be called like its group; inside the only group it is the field that is meant.
      if (group != null) {
        found.merge(group.name(), object.get(name), ReplyShape::joined);
      } else if (!fieldOfOnlyGroup(name)) {
        problem("unknown group " + name);
      }
    }
  }

  /** Two answers for one group: their items one behind the other. */
  private static JsonNode joined(JsonNode first, JsonNode second) {
    ArrayNode joined = JsonNodeFactory.instance.arrayNode();
    for (JsonNode part : List.of(first, second)) {
      if (part.isArray()) {
        part.forEach(joined::add);
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  private List<ReadReply.Item> items(FieldGroup group, JsonNode answer) {
    List<ReadReply.Item> items = new ArrayList<>();
    for (JsonNode element : elements(group, parsedIfText(answer))) {
      // The last item of a cut list lacks fields that the model did find: asking again is better.
      if (group.entityList() && json.isCut(element)) {
        problem("the last item of " + group.name() + " was cut and is left out");
        continue;
      }
      ReadReply.Item item = item(group, element);
      if (!item.fields().isEmpty()) {
        items.add(item);
      }
    }
    return group.entityList() ? limited(group, items) : merged(group, items);
  }

  private List<ReadReply.Item> limited(FieldGroup group, List<ReadReply.Item> items) {
    if (items.size() <= group.effectiveMaxItems()) {
      return items;
    }
    problem(items.size() + " items of " + group.name() + " exceed its limit");
    return items.subList(0, group.effectiveMaxItems());
  }

  /** A plain group has one item: the first answer of each field. */
  private List<ReadReply.Item> merged(FieldGroup group, List<ReadReply.Item> items) {
    if (items.size() <= 1) {
      return items;
    }
    problem("several answers for group " + group.name());
    Map<String, ReadReply.Answer> fields = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      for (ReadReply.Item item : items) {
        ReadReply.Answer answer = item.fields().get(field.name());
        if (answer != null) {
          fields.putIfAbsent(field.name(), answer);
        }
      }
    }
    return List.of(new ReadReply.Item(fields));
  }

  /** The objects that can be items: of an array, of an object that wraps it, or the object itself. */
  private List<JsonNode> elements(FieldGroup group, JsonNode answer) {
    if (answer.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      answer.forEach(element -> elements.addAll(objects(group, element)));
      return elements;
    }
    return objects(group, answer);
  }

  private List<JsonNode> objects(FieldGroup group, JsonNode node) {
    JsonNode object = parsedIfText(node);
    if (!object.isObject()) {
      if (!object.isNull()) {
        problem("an answer for group " + group.name() + " is no object");
      }
      return List.of();
    }
    boolean hasFields =
        object.propertyNames().stream().anyMatch(name -> fieldNamed(group, name) != null);
    if (hasFields || object.isEmpty()) {
      return List.of(object);
    }
    List<JsonNode> inner = new ArrayList<>();
    for (JsonNode child : object) {
      if (child.isContainer() && likeness(child, List.of(group)) > 0) {
        inner.addAll(elements(group, child));
      }
    }
    problem("the items of " + group.name() + " stood inside another object");
    return inner;
  }

  private ReadReply.Item item(FieldGroup group, JsonNode object) {
    Map<String, JsonNode> byField = new LinkedHashMap<>();
    for (String name : object.propertyNames()) {
      Field field = fieldNamed(group, name);
      if (field == null) {
        problem("unknown field " + group.name() + "." + name);
      } else {
        byField.put(field.name(), object.get(name));
      }
    }
    Map<String, ReadReply.Answer> answers = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      JsonNode node = byField.get(field.name());
      ReadReply.Answer answer = node == null ? null : answer(field, node);
      if (answer != null) {
        answers.put(field.name(), answer);
      }
    }
    return new ReadReply.Item(answers);
  }

  private ReadReply.@Nullable Answer answer(Field field, JsonNode node) {
    if (node.isNull() || json.isCut(node)) {
      return null;
    }
    if (node.isObject() && member(node, VALUE_NAMES) != null) {
      return checked(field, member(node, VALUE_NAMES), quote(member(node, QUOTE_NAMES)));
    }
    if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
      return answerOfMany(field, (ArrayNode) node);
    }
    if (node.isObject() && field.type() != FieldType.MONEY) {
      problem("the answer for " + field.name() + " has no value");
      return null;
    }
    return checked(field, node, quote(node.isObject() ? member(node, QUOTE_NAMES) : null));
  }

  /** Values with a quote each: a list of them for a list, else the first. */
  private ReadReply.@Nullable Answer answerOfMany(Field field, ArrayNode many) {
    problem("several values for " + field.name());
    if (field.type() != FieldType.LIST) {
      return answer(field, many.get(0));
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    String quote = "";
    for (JsonNode one : many) {
      JsonNode value = one.isObject() ? member(one, VALUE_NAMES) : one;
      if (value != null && value.isValueNode() && !value.isNull() && !json.isCut(one)) {
        values.add(value);
        quote = quote.isEmpty() && one.isObject() ? quote(member(one, QUOTE_NAMES)) : quote;
      }
    }
    return checked(field, values, quote);
  }

  private ReadReply.@Nullable Answer checked(Field field, @Nullable JsonNode value, String quote) {
    if (value == null || value.isNull() || json.isCut(value) || isNothing(field, value)) {
      return null;
    }
    if (value.isArray() && value.isEmpty()) {
      return null;
    }
    return new ReadReply.Answer(value, quote);
  }

  private static boolean isNothing(Field field, JsonNode value) {
    return value.isString()
        && WORDS_FOR_NOTHING.contains(value.asString().strip().toLowerCase(Locale.ROOT))
        && !field.enumValues().contains(value.asString());
  }

  private static String quote(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    if (node.isArray()) {
      return node.isEmpty() ? "" : quote(node.get(0));
    }
    return node.isValueNode() ? node.asString() : "";
  }

  private static @Nullable JsonNode member(JsonNode object, List<String> names) {
    for (String name : object.propertyNames()) {
      if (names.contains(folded(name))) {
        return object.get(name);
      }
    }
    return null;
  }

  /** JSON that a model wrote as a string. */
  private static JsonNode parsedIfText(JsonNode node) {
    if (!node.isString() || !node.asString().strip().matches("(?s)[\\[{].*")) {
      return node;
    }
    try {
      return MAPPER.readTree(node.asString());
    } catch (JacksonException justText) {
      return node;
    }
  }

  private static @Nullable FieldGroup groupNamed(List<FieldGroup> groups, String name) {
    String folded = folded(name);
    for (FieldGroup group : groups) {
      if (folded(group.name()).equals(folded)) {
        return group;
      }
    }
    return null;
  }

  private static @Nullable Field fieldNamed(FieldGroup group, String name) {
    String folded = folded(name);
    for (Field field : group.fields()) {
      if (folded(field.name()).equals(folded)) {
        return field;
      }
    }
    return null;
  }

  private static String folded(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  private void problem(String words) {
    if (problems.size() < MOST_PROBLEMS && !problems.contains(words)) {
      problems.add(words.length() <= 200 ? words : words.substring(0, 200));
    }
  }
}
