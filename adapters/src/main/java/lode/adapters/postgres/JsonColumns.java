package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSONB columns: values in, values out. An older row may lack members; a newer one may have more. */
final class JsonColumns {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** An escaped NUL: behind it an even number of backslashes, which only mean themselves. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private JsonColumns() {}

  /** A parameter; null stays null. */
  static @Nullable PGobject parameter(@Nullable Object value) {
    return value == null ? null : parameter("jsonb", value);
  }

  /** A parameter for a column of type json, which keeps the order of members. */
  static PGobject ordered(Object value) {
    return parameter("json", value);
  }

  private static PGobject parameter(String type, Object value) {
    try {
      PGobject json = new PGobject();
      json.setType(type);
      json.setValue(text(value));
      return json;
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As JSON text without NUL, which Postgres does not take. */
  static String text(Object value) {
    return NUL.matcher(MAPPER.writeValueAsString(value)).replaceAll("$1\\\\ufffd");
  }

  static <T> T read(ResultSet row, String column, Class<T> type) throws SQLException {
    return MAPPER.readValue(row.getString(column), type);
  }

  static <T> @Nullable T readNullable(ResultSet row, String column, Class<T> type)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? null : MAPPER.readValue(text, type);
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static <T> T fromText(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }
}
