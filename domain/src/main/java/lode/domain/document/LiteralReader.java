package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads data that no JSON parser takes: JSON with faults, or a literal of ECMAScript in a script.
 * Objects become maps, arrays lists, scalars their text. Nothing is executed: what is no data, such
 * as a function or a sum, is passed over and has no value. One pass, whatever the text is.
 */
final class LiteralReader {

  /** Deeper values are passed over. */
  private static final int MAX_DEPTH = 64;

  private static final String ENDS = ",}])";

  private final String text;
  private final boolean isScript;
  private final Map<String, Object> names;
  private int at;

  private LiteralReader(String text, int start, boolean isScript, Map<String, Object> names) {
    this.text = text;
    this.at = start;
    this.isScript = isScript;
    this.names = names;
  }

  /**
   * A value, null where there is none, and where its text ends.
   *
   * @param end index behind the last character read
   */
  record Read(@Nullable Object value, int end) {}

  /** The literal of a script that begins here. */
  static Read script(String text, int start) {
    return script(text, start, Map.of());
  }

  /** The same where the script has given values to names. */
  static Read script(String text, int start, Map<String, Object> names) {
    LiteralReader reader = new LiteralReader(text, start, true, names);
    Object value = reader.value(0);
    return new Read(value, reader.at);
  }

  /** All values of a faulty JSON text: a quote ends its string only where JSON could go on. */
  static List<Object> brokenJson(String text) {
    LiteralReader reader = new LiteralReader(text, 0, false, Map.of());
    List<Object> values = new ArrayList<>();
    while (reader.at < text.length()) {
      int before = reader.at;
      char c = text.charAt(before);
      Object value = c == '{' || c == '[' ? reader.value(0) : null;
      if (value != null) {
        values.add(value);
      }
      reader.at = Math.max(reader.at, before + 1);
    }
    return values;
  }

  private @Nullable Object value(int depth) {
    skipBlanks();
    if (at >= text.length()) {
      return null;
    }
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      if (depth > MAX_DEPTH) {
        skipExpression();
        return null;
      }
      return c == '{' ? object(depth) : array(depth);
    }
    Object value = isQuote(c) ? string(c) : word();
    skipBlanks();
    if (at < text.length() && (ENDS + ";").indexOf(text.charAt(at)) < 0) {
      return afterValue(value);
    }
    return value;
  }

  /** In a script an operator follows: the value is part of a sum. In JSON a comma is missing. */
  private @Nullable Object afterValue(@Nullable Object value) {
    boolean isNext = !isScript && isQuote(text.charAt(at));
    if (isNext) {
      return value;
    }
    skipExpression();
    return isScript ? null : value;
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (true) {
      skipBlanks();
      if (at >= text.length() || closes('}')) {
        return object;
      }
      char c = text.charAt(at);
      if (c == ',') {
        at++;
      } else {
        member(object, c, depth);
      }
    }
  }

  private void member(Map<String, Object> object, char first, int depth) {
    int before = at;
    String key = isQuote(first) ? string(first) : bareWord();
    skipBlanks();
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      Object value = value(depth + 1);
      if (value != null && key != null) {
        object.putIfAbsent(key, value);
      }
    } else {
      // A method, a spread, a stray mark.
      skipExpression();
    }
    at = Math.max(at, before + 1);
  }

  private List<Object> array(int depth) {
    List<Object> array = new ArrayList<>();
    at++;
    while (true) {
      skipBlanks();
      if (at >= text.length() || closes(']')) {
        return array;
      }
      int before = at;
      if (text.charAt(at) == ',') {
        at++;
        continue;
      }
      Object value = value(depth + 1);
      if (value != null) {
        array.add(value);
      }
      at = Math.max(at, before + 1);
    }
  }

  /** The bracket of another kind ends the container too and is left for the one around it. */
  private boolean closes(char expected) {
    char c = text.charAt(at);
    if (c == expected) {
      at++;
      return true;
    }
    return c == '}' || c == ']' || c == ')' || (isScript && c == ';');
  }

  private @Nullable String string(char open) {
    at++;
    StringBuilder string = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(string);
      } else if (c == open && (isScript || endsString())) {
        boolean isComputed = open == '`' && string.indexOf("${") >= 0;
        return isComputed ? null : string.toString();
      } else {
        string.append(c);
      }
    }
    // Cut off: it may be half of a value.
    return null;
  }

  private void escape(StringBuilder string) {
    if (at >= text.length()) {
      return;
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> string.append('\n');
      case 't' -> string.append('\t');
      case 'r' -> string.append('\r');
      case 'b' -> string.append('\b');
      case 'f' -> string.append('\f');
      case 'u' -> code(string, 4);
      case 'x' -> code(string, 2);
      case '\n' -> {}
      default -> string.append(c);
    }
  }

  private void code(StringBuilder string, int digits) {
    int end = Math.min(at + digits, text.length());
    int code = 0;
    for (int i = at; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return;
      }
      code = code * 16 + digit;
    }
    string.append((char) code);
    at = end;
  }

  /** Whether JSON could go on behind a quote mark. */
  private boolean endsString() {
    int next = blanksEnd(at);
    if (next >= text.length()) {
      return true;
    }
    char c = text.charAt(next);
    if (c == ',') {
      int after = blanksEnd(next + 1);
      return after >= text.length()
          || "\"'{[}]-tfn/".indexOf(text.charAt(after)) >= 0
          || Character.isDigit(text.charAt(after));
    }
    boolean newLine = text.substring(at, next).indexOf('\n') >= 0;
    return ":}]".indexOf(c) >= 0 || (newLine && isQuote(c)) || text.startsWith("//", next);
  }

  private int blanksEnd(int from) {
    int next = from;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private @Nullable Object word() {
    char c = text.charAt(at);
    if (c == '!') {
      return negation();
    }
    String word = bareWord();
    if (word.isEmpty()) {
      skipExpression();
      return null;
    }
    switch (word) {
      case "true", "false":
        return word;
      case "null", "undefined", "NaN", "void":
        skipExpression();
        return null;
      case "JSON.parse":
        return parsed();
      default:
        return isNumber(word) ? word : names.get(word);
    }
  }

  private @Nullable Object negation() {
    at++;
    return switch (bareWord()) {
      case "0" -> "true";
      case "1" -> "false";
      default -> null;
    };
  }

  /** {@code JSON.parse("...")}: the string is JSON. */
  private @Nullable Object parsed() {
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '(') {
      return null;
    }
    at++;
    skipBlanks();
    boolean isString = at < text.length() && isQuote(text.charAt(at));
    String json = isString ? string(text.charAt(at)) : null;
    skipExpression();
    if (at < text.length() && text.charAt(at) == ')') {
      at++;
    }
    List<Object> values = json == null ? List.of() : JsonTree.read(json);
    return values.isEmpty() ? null : values.get(0);
  }

  private static boolean isNumber(String word) {
    int digits = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ("+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return digits > 0 && word.length() <= 40;
  }

  private String bareWord() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || "$_.+-@".indexOf(c) >= 0;
  }

  /** Goes to the mark that ends the expression on this level: a comma or a closing bracket. */
  private void skipExpression() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth == 0 && (ENDS.indexOf(c) >= 0 || (isScript && c == ';'))) {
        return;
      }
      at++;
      if (isQuote(c)) {
        skipString(c);
      } else if (c == '{' || c == '[' || c == '(') {
        depth++;
      } else if (c == '}' || c == ']' || c == ')') {
        depth--;
      }
    }
  }

  private void skipString(char open) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == open) {
        return;
      }
    }
    at = text.length();
  }

  private boolean isQuote(char c) {
    return c == '"' || c == '\'' || (isScript && c == '`');
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\ufeff' || c == '\u00a0') {
        at++;
      } else if (text.startsWith("//", at)) {
        skipTo("\n");
      } else if (text.startsWith("/*", at)) {
        skipTo("*/");
      } else {
        return;
      }
    }
  }

  private void skipTo(String mark) {
    int found = text.indexOf(mark, at);
    at = found < 0 ? text.length() : found + mark.length();
  }
}
