package lode.domain.project;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads extraction schemas, strictly: what this class lets through is valid, and everything that is
 * wrong is told at once. The rules are those of the published JSON Schema ({@link #JSON_SCHEMA})
 * and those that JSON Schema cannot say: unique names, identity fields that exist, patterns that
 * compile as RE2.
 */
public final class SchemaReader {

  /** Class-path resource of the JSON Schema (2020-12) of the schema language. */
  public static final String JSON_SCHEMA = "lode/schema/extraction-schema.schema.json";

  private static final List<String> SCHEMA_KEYS =
      List.of("name", "version", "description", "sourceLabel", "fieldGroups");
  private static final List<String> GROUP_KEYS =
      List.of("name", "description", "entityList", "identity", "maxItems", "hint", "fields");
  private static final List<String> FIELD_KEYS =
      List.of(
          "name",
          "type",
          "description",
          "required",
          "enumValues",
          "unit",
          "pattern",
          "consolidation",
          "grounding");

  private static final Map<String, FieldType> TYPES = words(FieldType.values(), FieldType::label);
  private static final Map<String, GroundingMode> GROUNDINGS =
      words(GroundingMode.values(), GroundingMode::label);

  private SchemaReader() {}

  /** Reads a schema; throws {@link SchemaInvalid} with every problem. */
  public static ExtractionSchema read(JsonNode node) {
    List<SchemaProblem> problems = new ArrayList<>();
    SchemaObject object = new SchemaObject(node, "", SCHEMA_KEYS, problems);
    ExtractionSchema schema = node.isObject() ? schema(object) : null;
    if (schema == null || !problems.isEmpty()) {
      throw new SchemaInvalid(problems);
    }
    return schema;
  }

  /** Reads JSON text; a syntax error is a problem with line and column. */
  public static ExtractionSchema readJson(String json) {
    return read(SchemaText.json(json));
  }

  /** Reads YAML text (one document, no anchors); a syntax error is a problem with line and column. */
  public static ExtractionSchema readYaml(String yaml) {
    return read(SchemaText.yaml(yaml));
  }

  private static ExtractionSchema schema(SchemaObject object) {
    String name = object.requiredText("name", SchemaLimits.LABEL_LENGTH);
    String version = object.text("version", SchemaLimits.LABEL_LENGTH);
    String description = object.text("description", SchemaLimits.PROSE_LENGTH);
    String sourceLabel = object.text("sourceLabel", SchemaLimits.LABEL_LENGTH);
    List<FieldGroup> groups = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (SchemaObject group : object.objects("fieldGroups", SchemaLimits.GROUPS, GROUP_KEYS)) {
      groups.add(group(group));
      unique(group, groups.get(groups.size() - 1).name(), seen);
    }
    return new ExtractionSchema(name, version, description, sourceLabel, groups);
  }

  private static FieldGroup group(SchemaObject object) {
    String name = object.name("name");
    String description = object.text("description", SchemaLimits.PROSE_LENGTH);
    boolean entityList = object.flag("entityList");
    List<String> identity = object.texts("identity", SchemaLimits.FIELDS, SchemaLimits.NAME_LENGTH);
    Integer maxItems = object.whole("maxItems", 1, SchemaLimits.MAX_ITEMS);
    String hint = object.text("hint", SchemaLimits.PROSE_LENGTH);
    List<Field> fields = fields(object);
    if (!entityList) {
      onlyForEntityLists(object, "identity");
      onlyForEntityLists(object, "maxItems");
    }
    checkIdentity(object, identity, fields);
    return new FieldGroup(name, description, entityList, identity, maxItems, hint, fields);
  }

  private static List<Field> fields(SchemaObject group) {
    List<Field> fields = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (SchemaObject field : group.objects("fields", SchemaLimits.FIELDS, FIELD_KEYS)) {
      Field read = field(field);
      unique(field, read.name(), seen);
      fields.add(read);
    }
    return fields;
  }

  private static Field field(SchemaObject object) {
    String name = object.name("name");
    FieldType type = object.word("type", TYPES);
    if (!object.has("type")) {
      object.problem("type", "is missing; use one of " + String.join(", ", TYPES.keySet()));
    }
    String description = object.text("description", SchemaLimits.PROSE_LENGTH);
    boolean required = object.flag("required");
    List<String> enumValues =
        object.texts("enumValues", SchemaLimits.ENUM_VALUES, SchemaLimits.LABEL_LENGTH);
    String unit = object.text("unit", SchemaLimits.UNIT_LENGTH);
    String pattern = pattern(object);
    GroundingMode grounding = object.word("grounding", GROUNDINGS);
    ConsolidationStrategy consolidation = null;
    if (type != null) {
      checkType(object, type, enumValues);
      consolidation = object.word("consolidation", strategies(type));
    }
    return new Field(
        name,
        type == null ? FieldType.TEXT : type,
        description,
        required,
        enumValues,
        unit,
        pattern,
        consolidation,
        grounding);
  }

  private static void checkType(SchemaObject object, FieldType type, List<String> enumValues) {
    if (type == FieldType.ENUM && enumValues.isEmpty()) {
      object.problem("enumValues", "an enum needs its values; list them, or use type text");
    }
    if (type != FieldType.ENUM && object.has("enumValues")) {
      object.problem("enumValues", "only an enum has values; remove them or use type enum");
    }
    if (type != FieldType.INTEGER && type != FieldType.NUMBER && object.has("unit")) {
      object.problem("unit", "only numbers have a unit; remove it or use type number or integer");
    }
    if (type != FieldType.TEXT && object.has("pattern")) {
      object.problem("pattern", "only text has a pattern; remove it or use type text");
    }
  }

  private static @Nullable String pattern(SchemaObject object) {
    String pattern = object.text("pattern", SchemaLimits.PATTERN_LENGTH);
    if (pattern != null) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        object.problem(
            "pattern",
            "is no RE2 pattern ("
                + e.getDescription()
                + "); RE2 has no look-around and no "
                + "back-references, and in YAML a pattern is safest in single quotes");
      }
    }
    return pattern;
  }

  private static void checkIdentity(
      SchemaObject object, List<String> identity, List<Field> fields) {
    for (int i = 0; i < identity.size(); i++) {
      String name = identity.get(i);
      boolean exists = fields.stream().anyMatch(field -> field.name().equals(name));
      if (!name.isEmpty() && !exists) {
        object.problem(
            "identity", i, "the group has no field '" + name + "'; name one of its fields");
      }
    }
  }

  private static void onlyForEntityLists(SchemaObject object, String key) {
    if (object.has(key)) {
      object.problem(key, "only an entity list has it; remove it or set entityList: true");
    }
  }

  private static void unique(SchemaObject object, String name, Map<String, String> seen) {
    String first = name.isEmpty() ? null : seen.putIfAbsent(name, object.at("name"));
    if (first != null) {
      object.problem("name", "'" + name + "' is already the name at " + first + "; rename one");
    }
  }

  private static Map<String, ConsolidationStrategy> strategies(FieldType type) {
    ConsolidationStrategy[] suitable =
        Arrays.stream(ConsolidationStrategy.values())
            .filter(strategy -> strategy.suits(type))
            .toArray(ConsolidationStrategy[]::new);
    return words(suitable, ConsolidationStrategy::label);
  }

  private static <T> Map<String, T> words(T[] values, Function<T, String> label) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T value : values) {
      words.put(label.apply(value), value);
    }
    return words;
  }
}
