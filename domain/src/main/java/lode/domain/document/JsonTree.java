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
 * text as written, so that a price keeps its zeros. A text with faults is read by {@link
 * LiteralReader}.
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

  /** Stands for null where positions count. */
  static final Object NULL = new Object();

  private final JsonParser parser;
  private final boolean keepNulls;

  private JsonTree(JsonParser parser, boolean keepNulls) {
    this.parser = parser;
    this.keepNulls = keepNulls;
  }

  /** All values that stand one after another in the text; faults are repaired where decidable. */
  static List<Object> read(String json) {
    return read(json, false);
  }

  /**
   * The same.
   *
   * @param keepNulls whether arrays keep {@link #NULL} for null, so that positions count
   */
  static List<Object> read(String json, boolean keepNulls) {
    List<Object> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      JsonTree tree = new JsonTree(parser, keepNulls);
      while (parser.nextToken() != null) {
        tree.value(values::add, 0);
      }
    } catch (JacksonException e) {
      return LiteralReader.brokenJson(json);
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
    } else if (keepNulls && token == JsonToken.VALUE_NULL) {
      sink.accept(NULL);
    }
  }

  private static boolean isElement(@Nullable JsonToken token) {
    return token != null && token != JsonToken.END_ARRAY;
  }
}
