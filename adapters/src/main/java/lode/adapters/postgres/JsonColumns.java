package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
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

  private JsonColumns() {}

  /** A parameter; null stays null. */
  static @Nullable PGobject parameter(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      PGobject json = new PGobject();
      json.setType("jsonb");
      json.setValue(text(value));
      return json;
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As JSON text without NUL, which Postgres does not take. */
  static String text(Object value) {
    return MAPPER.writeValueAsString(value).replace("\\u0000", "\\ufffd");
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
