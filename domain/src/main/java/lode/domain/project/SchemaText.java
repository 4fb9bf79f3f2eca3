package lode.domain.project;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Parses the text of a schema. Bounded in size and depth; keys must be unique. YAML anchors and
 * aliases are refused: the language has no use for them, and they are how a small text becomes a
 * huge tree.
 */
final class SchemaText {

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNestingDepth(SchemaLimits.NESTING).build();

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SchemaText() {}

  static JsonNode json(String text) {
    checkLength(text);
    return tree(JSON, text, "JSON");
  }

  static JsonNode yaml(String text) {
    checkLength(text);
    refuseAnchors(text);
    return tree(YAML, text, "YAML");
  }

  private static JsonNode tree(ObjectMapper mapper, String text, String language) {
    try {
      JsonNode node = mapper.readTree(text);
      if (node.isMissingNode() || node.isNull()) {
        throw invalid("the text is empty; write a schema with name and fieldGroups");
      }
      return node;
    } catch (JacksonException e) {
      throw syntax(e, language);
    }
  }

  private static void refuseAnchors(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
        if (alias || parser.getObjectId() != null) {
          throw invalid(
              place(parser.currentTokenLocation())
                  + "anchors (&) and aliases (*) are not allowed; write the part out");
        }
      }
    } catch (JacksonException e) {
      throw syntax(e, "YAML");
    }
  }

  private static void checkLength(String text) {
    if (text.length() > SchemaLimits.TEXT_LENGTH) {
      throw invalid(
          "the text has "
              + text.length()
              + " characters; at most "
              + SchemaLimits.TEXT_LENGTH
              + " are read");
    }
  }

  private static SchemaInvalid syntax(JacksonException e, String language) {
    // The YAML parser indents where it was and what stood there; the location says that already.
    String what =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .limit(2)
            .collect(Collectors.joining(", "));
    return invalid(place(e.getLocation()) + "not readable as " + language + ": " + what);
  }

  private static String place(TokenStreamLocation location) {
    boolean known = location != null && location.getLineNr() > 0;
    return known
        ? "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": "
        : "";
  }

  private static SchemaInvalid invalid(String message) {
    return new SchemaInvalid(List.of(new SchemaProblem("", message)));
  }
}
