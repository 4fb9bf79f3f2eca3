package lode.domain.document;

import java.util.function.Consumer;

/** Reads the scalars of JSON as they stand, with their places; what is no JSON is passed over. */
final class JsonTokens {

  private final String json;
  private int at;

  /**
   * A scalar.
   *
   * @param key name of the member that holds it, or the array it is in; empty without one
   * @param value its text, escapes resolved
   * @param start where it begins, without quotation marks
   * @param end one past its last character
   */
  record Token(String key, String value, int start, int end) {}

  private JsonTokens(String json) {
    this.json = json;
  }

  static void read(String json, Consumer<Token> found) {
    new JsonTokens(json).read(found);
  }

  private void read(Consumer<Token> found) {
    String key = "";
    while (at < json.length()) {
      char c = json.charAt(at);
      int start = at;
      if (c == '"') {
        String value = string();
        if (isKey()) {
          key = value;
        } else {
          found.accept(new Token(key, value, start + 1, Math.max(start + 1, at - 1)));
        }
      } else if (Character.isLetterOrDigit(c) || c == '-') {
        while (at < json.length() && " \t\r\n,:{}[]\"".indexOf(json.charAt(at)) < 0) {
          at++;
        }
        found.accept(new Token(key, json.substring(start, at), start, at));
      } else {
        at++;
      }
    }
  }

  private boolean isKey() {
    int next = at;
    while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
      next++;
    }
    return next < json.length() && json.charAt(next) == ':';
  }

  /** Reads a string and leaves {@code at} behind its end. */
  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < json.length() && json.charAt(at) != '"') {
      char c = json.charAt(at++);
      value.append(c == '\\' && at < json.length() ? escape() : c);
    }
    at = Math.min(json.length(), at + 1);
    return value.toString();
  }

  private char escape() {
    char c = json.charAt(at++);
    if (c == 'u' && at + 4 <= json.length()) {
      try {
        char unit = (char) Integer.parseInt(json.substring(at, at + 4), 16);
        at += 4;
        return unit;
      } catch (NumberFormatException malformed) {
        return c;
      }
    }
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> c;
    };
  }
}
