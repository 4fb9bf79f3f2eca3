package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows in which React sends a tree of server components, as the scripts of a Next.js page
 * carry them: {@code id:JSON}, {@code id:Tlength,text}; other rows name scripts and styles.
 *
 * @param values what the JSON rows hold
 * @param texts long texts by the name that values refer to them with, such as {@code $1f}
 */
record FlightRows(List<Object> values, Map<String, Object> texts) {

  private static final int MAX_ID = 8;

  static FlightRows read(String stream) {
    FlightRows rows = new FlightRows(new ArrayList<>(), new HashMap<>());
    int at = 0;
    while (at < stream.length()) {
      int colon = stream.indexOf(':', at);
      if (colon < 0) {
        break;
      }
      boolean isText = colon + 1 < stream.length() && stream.charAt(colon + 1) == 'T';
      boolean isRow = colon - at <= MAX_ID;
      if (isRow && isText) {
        at = rows.text(stream, stream.substring(at, colon), colon + 2);
      } else {
        int end = stream.indexOf('\n', isRow ? colon : at);
        end = end < 0 ? stream.length() : end;
        if (isRow) {
          rows.json(stream.substring(colon + 1, end));
        }
        at = end + 1;
      }
    }
    return rows;
  }

  private void json(String row) {
    if (row.startsWith("{") || row.startsWith("[")) {
      values.addAll(JsonTree.read(row));
    }
  }

  /** The length counts bytes of UTF-8; no line break stands behind the text. */
  private int text(String stream, String id, int from) {
    int comma = stream.indexOf(',', from);
    int bytes = comma < 0 || comma - from > MAX_ID ? -1 : hex(stream, from, comma);
    if (bytes < 0) {
      int end = stream.indexOf('\n', from);
      return end < 0 ? stream.length() : end + 1;
    }
    int end = comma + 1;
    while (end < stream.length() && bytes > 0) {
      char c = stream.charAt(end++);
      // Each half of a pair is two bytes of four.
      bytes -= c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    texts.put("$" + id, stream.substring(comma + 1, end));
    return end;
  }

  private static int hex(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || number > 0xFFFFFF) {
        return -1;
      }
      number = number * 16 + digit;
    }
    return from == to ? -1 : number;
  }
}
