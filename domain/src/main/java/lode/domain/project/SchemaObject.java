package lode.domain.project;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of what a user wrote (a schema, a crawl request) that is being read. Each getter notes
 * what is wrong and goes on with a stand-in, so that one pass finds all problems; null in the text
 * counts as left out.
 */
public final class SchemaObject {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final JsonNode node;
  private final String pointer;
  private final List<SchemaProblem> problems;

  /** Reads an object that may have these keys; whatever is wrong is added to {@code problems}. */
  public SchemaObject(
      JsonNode node, String pointer, List<String> keys, List<SchemaProblem> problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
    if (!node.isObject()) {
      problem("must be an object with the keys " + String.join(", ", keys));
      return;
    }
    for (String key : node.propertyNames()) {
      if (!keys.contains(key)) {
        problem(key, "unknown key; remove it or use one of " + String.join(", ", keys));
      }
    }
  }

  /** Whether the key is there and not null. */
  public boolean has(String key) {
    return node.isObject() && node.hasNonNull(key);
  }

  void problem(String message) {
    problems.add(new SchemaProblem(pointer, message));
  }

  /** Notes a problem of a key. */
  public void problem(String key, String message) {
    problems.add(new SchemaProblem(at(key), message));
  }

  /** Notes a problem of an entry of a list. */
  public void problem(String key, int index, String message) {
    problems.add(new SchemaProblem(at(key) + "/" + index, message));
  }

  /** JSON Pointer to a key. */
  public String at(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** A text that is not blank; null when left out. The length is in code points. */
  public @Nullable String text(String key, int maxLength) {
    if (!has(key)) {
      return null;
    }
    return textOf(node.get(key), at(key), maxLength);
  }

  String requiredText(String key, int maxLength) {
    if (!has(key)) {
      missing(key);
      return "";
    }
    String text = text(key, maxLength);
    return text == null ? "" : text;
  }

  String name(String key) {
    String name = requiredText(key, SchemaLimits.NAME_LENGTH);
    if (!name.isEmpty() && !NAME.matches(name)) {
      problem(
          key,
          "'"
              + name
              + "' is no name; start with a-z and go on with a-z, 0-9 and _, such as "
              + "power_rating");
    }
    return name;
  }

  /** True or false; false when left out. */
  public boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    if (!node.get(key).isBoolean()) {
      problem(key, "must be true or false, without quotes");
      return false;
    }
    return node.get(key).booleanValue();
  }

  /** A whole number; null when left out. */
  public @Nullable Integer whole(String key, int min, int max) {
    if (!has(key)) {
      return null;
    }
    JsonNode number = node.get(key);
    if (number.isNumber()) {
      BigDecimal value = number.decimalValue();
      boolean inside =
          value.compareTo(BigDecimal.valueOf(min)) >= 0
              && value.compareTo(BigDecimal.valueOf(max)) <= 0;
      if (inside && value.stripTrailingZeros().scale() <= 0) {
        return value.intValue();
      }
    }
    problem(key, "must be a whole number from " + min + " to " + max);
    return null;
  }

  /** A list of texts without repeats; empty when left out. */
  public List<String> texts(String key, int maxCount, int maxLength) {
    List<String> texts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode element : elements(key, maxCount)) {
      String at = at(key) + "/" + texts.size();
      String text = textOf(element, at, maxLength);
      texts.add(text == null ? "" : text);
      if (text != null && !seen.add(text)) {
        problems.add(new SchemaProblem(at, "'" + text + "' stands here twice; remove one"));
      }
    }
    return texts;
  }

  /** The objects of a list that must not be empty; what is no object is noted and left out. */
  List<SchemaObject> objects(String key, int maxCount, List<String> keys) {
    if (!has(key)) {
      missing(key);
      return List.of();
    }
    List<SchemaObject> objects = new ArrayList<>();
    List<JsonNode> elements = elements(key, maxCount);
    if (node.get(key).isArray() && node.get(key).isEmpty()) {
      problem(key, "must have at least one entry");
    }
    for (int i = 0; i < elements.size(); i++) {
      SchemaObject object = new SchemaObject(elements.get(i), at(key) + "/" + i, keys, problems);
      if (elements.get(i).isObject()) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** What one of the known words stands for; null when left out. */
  public <T> @Nullable T word(String key, Map<String, T> words) {
    if (!has(key)) {
      return null;
    }
    JsonNode word = node.get(key);
    T value = word.isString() ? words.get(word.stringValue()) : null;
    if (value == null) {
      problem(
          key, shown(word) + " is not known here; use one of " + String.join(", ", words.keySet()));
    }
    return value;
  }

  void missing(String key) {
    problem(key, "is missing; add it");
  }

  private List<JsonNode> elements(String key, int maxCount) {
    if (!has(key)) {
      return List.of();
    }
    JsonNode array = node.get(key);
    if (!array.isArray()) {
      problem(key, "must be a list");
      return List.of();
    }
    if (array.size() > maxCount) {
      problem(
          key,
          "has "
              + array.size()
              + " entries; at most "
              + maxCount
              + " are allowed, so split or shorten it");
      return List.of();
    }
    return List.copyOf(array.values());
  }

  private @Nullable String textOf(JsonNode value, String at, int maxLength) {
    if (!value.isString()) {
      String way =
          value.isValueNode() && !value.isNull()
              ? "; put it in quotes: \"" + value.asString() + "\""
              : "";
      problems.add(new SchemaProblem(at, "must be text" + way));
      return null;
    }
    String text = value.stringValue();
    if (text.isBlank()) {
      problems.add(new SchemaProblem(at, "must not be blank; write something or remove it"));
      return null;
    }
    int length = text.codePointCount(0, text.length());
    if (length > maxLength) {
      problems.add(
          new SchemaProblem(
              at, "has " + length + " characters; at most " + maxLength + " are allowed"));
      return null;
    }
    return text;
  }

  private static String shown(JsonNode word) {
    String text = word.isValueNode() ? word.asString() : word.toString();
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
