package lode.domain.extraction;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON as models write it: other quotes, bare keys and words, comments, missing and trailing
 * commas, line breaks and unescaped quotes in strings, and an end before the end.
 *
 * <p>Where the text ends early, what is complete is kept: a string or number at the very end is
 * dropped, since it may be half of one, and each container that was still open is {@link #isCut}.
 */
final class LenientJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 40;
  private static final Pattern AFTER_COMMA =
      Pattern.compile("(true|false|null|True|False|None)\\b|\\w+\\s*:");
  private static final String OPENING_QUOTES = "\"'\u201c\u201e\u2018";

  private final String text;
  private final Set<JsonNode> cut = Collections.newSetFromMap(new IdentityHashMap<>());
  private int at;
  private boolean repaired;
  private boolean ended;

  private LenientJson(String text, int start) {
    this.text = text;
    this.at = start;
  }

  /** Reads the object or array that opens at {@code start}. */
  static Result read(String text, int start) {
    LenientJson reader = new LenientJson(text, start);
    JsonNode root = reader.container(0);
    return new Result(root, reader.at, reader.repaired, reader.ended, reader.cut);
  }

  /**
   * What was read.
   *
   * @param end index behind the last character read
   * @param repaired whether the text was not JSON as the standard has it
   * @param endedEarly whether the text ended before the JSON did
   */
  record Result(
      JsonNode root, int end, boolean repaired, boolean endedEarly, Set<JsonNode> cutContainers) {

    /** Whether the text ended inside this object or array. */
    boolean isCut(JsonNode container) {
      return cutContainers.contains(container);
    }
  }

  private JsonNode container(int depth) {
    return text.charAt(at) == '{' ? object(depth) : array(depth);
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JSON.objectNode();
    at++;
    while (true) {
      skipBlanks();
      if (atEnd()) {
        return cut(object);
      }
      char c = text.charAt(at);
      if (closes(c, '}')) {
        return object;
      }
      if (c == ',') {
        at++;
        continue;
      }
      if (!member(object, depth)) {
        return cut(object);
      }
    }
  }

  /** Reads one member; false when the text ends in it. */
  private boolean member(ObjectNode object, int depth) {
    int before = at;
    String key = isQuote(text.charAt(at)) ? string() : bareWord();
    skipBlanks();
    if (ended || atEnd()) {
      return false;
    }
    if (text.charAt(at) != ':' && text.charAt(at) != '=') {
      // Not a member: pass over it, at least one character, or reading would never end.
      at = Math.max(at, before + 1);
      repaired = true;
      return true;
    }
    at++;
    JsonNode value = value(depth);
    if (value != null) {
      object.set(key, value);
    }
    return !ended;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = JSON.arrayNode();
    at++;
    while (true) {
      skipBlanks();
      if (atEnd()) {
        return cut(array);
      }
      char c = text.charAt(at);
      if (closes(c, ']')) {
        return array;
      }
      if (c == ',') {
        at++;
        continue;
      }
      JsonNode value = value(depth);
      if (value != null) {
        array.add(value);
      }
      if (ended) {
        return cut(array);
      }
    }
  }

  /**
   * Whether the character ends the container. The other kind of bracket ends it too and is left for
   * the container around it, so that one forgotten bracket does not swallow the rest.
   */
  private boolean closes(char c, char expected) {
    if (c == expected) {
      at++;
      return true;
    }
    if (c == '}' || c == ']') {
      repaired = true;
      return true;
    }
    return false;
  }

  private @Nullable JsonNode value(int depth) {
    skipBlanks();
    if (atEnd()) {
      return null;
    }
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      if (depth >= DEEPEST) {
        ended = true;
        return null;
      }
      return container(depth + 1);
    }
    if (isQuote(c)) {
      String string = string();
      return ended ? null : JSON.stringNode(string);
    }
    return scalar();
  }

  private @Nullable JsonNode scalar() {
    int start = at;
    String word = bareWord();
    if (atEnd()) {
      ended = true;
      return null;
    }
    if (at == start) {
      // A stray mark such as a colon or a bracket of no container.
      if (text.charAt(at) != '}' && text.charAt(at) != ']' && text.charAt(at) != ',') {
        at++;
      }
      repaired = true;
      return null;
    }
    return scalar(word);
  }

  private JsonNode scalar(String word) {
    switch (word) {
      case "true":
        return JSON.booleanNode(true);
      case "false":
        return JSON.booleanNode(false);
      case "null":
        return JSON.nullNode();
      default:
        break;
    }
    JsonNode number = number(word);
    if (number != null) {
      return number;
    }
    repaired = true;
    return switch (word) {
      case "True", "TRUE" -> JSON.booleanNode(true);
      case "False", "FALSE" -> JSON.booleanNode(false);
      case "None", "NULL", "Null", "undefined", "NaN" -> JSON.nullNode();
      default -> JSON.stringNode(word);
    };
  }

  private @Nullable JsonNode number(String word) {
    if (word.length() > 40 || "+-.0123456789".indexOf(word.charAt(0)) < 0) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(word);
      // An exponent of millions would be a number of millions of digits wherever it is expanded.
      if (Math.abs((long) number.scale()) > 100) {
        return null;
      }
      if (word.matches("-?\\d{1,18}")) {
        return JSON.numberNode(number.longValueExact());
      }
      return JSON.numberNode(number);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Text up to a mark of structure or the end of the line. */
  private String bareWord() {
    int start = at;
    while (at < text.length() && ",:=[]{}\n\r`".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String string() {
    char open = text.charAt(at);
    if (open != '"') {
      repaired = true;
    }
    at++;
    StringBuilder string = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(string);
      } else if (isClosing(open, c) && endsString()) {
        return string.toString();
      } else {
        repaired |= isClosing(open, c) || c < ' ';
        string.append(c);
      }
    }
    ended = true;
    return string.toString();
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
      case 'u' -> unicode(string);
      case '"', '\\', '/' -> string.append(c);
      default -> {
        repaired = true;
        string.append(c == '\'' ? "'" : "\\" + c);
      }
    }
  }

  private void unicode(StringBuilder string) {
    int end = Math.min(at + 4, text.length());
    String digits = text.substring(at, end);
    if (digits.matches("[0-9a-fA-F]{4}")) {
      string.append((char) Integer.parseInt(digits, 16));
      at = end;
    } else {
      repaired = true;
      string.append("\\u");
    }
  }

  /** A quote mark ends its string when what follows is a mark of structure or the end. */
  private boolean endsString() {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next >= text.length()) {
      return true;
    }
    char c = text.charAt(next);
    if (c == ',') {
      return commaEndsString(next);
    }
    // A line break and then a key: the comma between is missing.
    boolean newLine = text.substring(at, next).indexOf('\n') >= 0;
    return ":}]`".indexOf(c) >= 0 || (newLine && isQuote(c)) || text.startsWith("//", next);
  }

  /** Tells a comma of the structure from one of the prose behind a quoted word. */
  private boolean commaEndsString(int comma) {
    int next = comma + 1;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next >= text.length()) {
      return true;
    }
    char c = text.charAt(next);
    return isQuote(c)
        || "{}[],-/".indexOf(c) >= 0
        || Character.isDigit(c)
        || AFTER_COMMA.matcher(text).region(next, Math.min(next + 80, text.length())).lookingAt();
  }

  private static boolean isClosing(char open, char c) {
    return switch (open) {
      case '"' -> c == '"';
      case '\'' -> c == '\'';
      case '\u2018' -> c == '\u2019';
      default -> c == '\u201d' || c == '\u201c' || c == '"';
    };
  }

  private static boolean isQuote(char c) {
    return OPENING_QUOTES.indexOf(c) >= 0;
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
    repaired = true;
    int found = text.indexOf(mark, at);
    at = found < 0 ? text.length() : found + mark.length();
  }

  /** A code fence that closes before the JSON does ends it like the end of the text. */
  private boolean atEnd() {
    if (at >= text.length() || text.startsWith("```", at)) {
      ended = true;
    }
    return ended;
  }

  private <T extends JsonNode> T cut(T container) {
    ended = true;
    cut.add(container);
    return container;
  }
}
