package lode.adapters.postgres;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import lode.domain.job.CursorInvalid;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;

/** Where a newest-first list goes on: after this time and id. */
record Cursor(Instant time, UUID id) {

  /** Sorts before everything that a newest-first list can hold. */
  private static final Cursor START =
      new Cursor(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

  static Cursor of(PageRequest page) {
    return page.cursor() == null ? START : parse(page.cursor());
  }

  private static Cursor parse(String text) {
    try {
      String[] parts = decode(text).split(" ");
      Instant time = Instant.parse(parts[0]);
      if (time.isAfter(START.time) || time.isBefore(Instant.EPOCH)) {
        throw new CursorInvalid();
      }
      return new Cursor(time, UUID.fromString(parts[1]));
    } catch (DateTimeException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException malformed) {
      throw new CursorInvalid();
    }
  }

  /** Reads a cursor that is one text; null when there is none. */
  static @Nullable String text(PageRequest page) {
    try {
      String text = page.cursor() == null ? null : decode(page.cursor());
      if (text != null && text.indexOf('\0') >= 0) {
        throw new CursorInvalid();
      }
      return text;
    } catch (IllegalArgumentException malformed) {
      throw new CursorInvalid();
    }
  }

  /** Reads a cursor that is one number; the given one when there is none. */
  static long number(PageRequest page, long first) {
    String text = text(page);
    try {
      return text == null ? first : Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new CursorInvalid();
    }
  }

  private static String decode(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String encoded() {
    return encode(time + " " + id);
  }

  /** A page of rows that were read with one more than asked for. */
  static <T> Page<T> page(List<T> rows, PageRequest page, Function<T, Cursor> cursor) {
    return textPage(rows, page, row -> cursor.apply(row).encoded());
  }

  /** The same with cursors that are encoded already. */
  static <T> Page<T> textPage(List<T> rows, PageRequest page, Function<T, String> cursor) {
    if (rows.size() <= page.limit()) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, page.limit());
    return new Page<>(items, cursor.apply(items.get(items.size() - 1)));
  }
}
