package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import lode.domain.document.ContentHash;
import org.jspecify.annotations.Nullable;

/** Columns and parameters of the types that JDBC does not know by itself. */
final class Rows {

  private Rows() {}

  /** A text without NUL, which Postgres does not take. */
  static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\ufffd');
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static @Nullable Integer nullableInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /** One part of each element, for a parameter that is an array. */
  static <E, V> V[] array(List<E> elements, Function<E, ? extends @Nullable V> part, V[] type) {
    List<V> parts = new ArrayList<>();
    elements.forEach(element -> parts.add(part.apply(element)));
    return parts.toArray(type);
  }

  static byte[] bytes(ContentHash hash) {
    return HexFormat.of().parseHex(hash.hex());
  }

  static ContentHash hash(ResultSet row, String column) throws SQLException {
    return new ContentHash(HexFormat.of().formatHex(row.getBytes(column)));
  }
}
