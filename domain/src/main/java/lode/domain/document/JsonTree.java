package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Lenient reading of JSON as pages have it. Objects become maps, arrays lists, and each scalar its
 * text as written, so that a price keeps its zeros. What stands before an error is kept.
 */
final class JsonTree {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(
              JsonReadFeature.ALLOW_JAVA_COMMENTS,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
              JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS,
              JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
              JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
              JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_MISSING_VALUES)
          .build();

  /** Deeper values are not read. */
  private static final int MAX_DEPTH = 64;

  private final JsonParser parser;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  /** All values that stand one after another in the text. */
  static List<Object> read(String json) {
    List<Object> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      JsonTree tree = new JsonTree(parser);
      while (parser.nextToken() != null) {
        tree.value(values::add, 0);
      }
    } catch (JacksonException e) {
      // What was read up to here has been kept.
      return values;
    }
    return values;
  }

  private interface Sink {
    void accept(Object value);
  }

  /** Hands a container on before it is filled, so that a broken one is kept in part. */
  private void value(Sink sink, int depth) {
    JsonToken token = parser.currentToken();
    if (depth > MAX_DEPTH) {
      parser.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      Map<String, Object> object = new LinkedHashMap<>();
      sink.accept(object);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        value(value -> object.putIfAbsent(name, value), depth + 1);
      }
    } else if (token == JsonToken.START_ARRAY) {
      List<Object> array = new ArrayList<>();
      sink.accept(array);
      for (JsonToken next = parser.nextToken(); isElement(next); next = parser.nextToken()) {
        value(array::add, depth + 1);
      }
    } else if (token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      sink.accept(parser.getString());
    }
  }

  private static boolean isElement(@Nullable JsonToken token) {
    return token != null && token != JsonToken.END_ARRAY;
  }
}
