package lode.domain.document;

/** A hash over pieces of text in their order; what is a piece, each method says. */
final class FactHash {

  private long value = 1;

  long value() {
    return value;
  }

  /** All of a text, as it stands. */
  void text(CharSequence text) {
    add(hash(text, 0, text.length()));
  }

  /** A text, unless it is a URL: the same page writes its own address under each of its URLs. */
  void unlessUrl(String text) {
    if (!isUrl(text)) {
      text(text);
    }
  }

  /** Words with a digit, each with the word after it, which may be its unit. */
  void numbers(String text) {
    boolean afterNumber = false;
    int start = 0;
    while (start < text.length()) {
      int end = wordEnd(text, start);
      if (end > start) {
        boolean isNumber = hasDigit(text, start, end);
        if (isNumber || afterNumber) {
          add(hash(text, start, end));
        }
        afterNumber = isNumber;
      }
      start = Math.max(end, start + 1);
    }
  }

  /** Ends at white space; where a script has no spaces, each of its characters is a word. */
  private static int wordEnd(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        return i;
      }
      if (SimHash.isWordAlone(c)) {
        return i == start ? i + 1 : i;
      }
    }
    return text.length();
  }

  private static boolean hasDigit(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || c > 127 && Character.isDigit(c)) {
        return true;
      }
    }
    return false;
  }

  /** JSON without white space between its tokens and without strings that are URLs. */
  void json(String json) {
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '"') {
        int end = stringEnd(json, i + 1);
        unlessUrl(json.substring(i + 1, end));
        i = end;
      } else if (c > ' ') {
        add(c);
      }
      i++;
    }
  }

  private static int stringEnd(String json, int from) {
    int i = from;
    while (i < json.length() && json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, json.length());
  }

  /** Terms of a vocabulary are URLs in form only: in stock or not is a fact. */
  private static boolean isUrl(String text) {
    boolean looksSo =
        text.startsWith("http:")
            || text.startsWith("https:")
            || text.startsWith("/")
            || text.startsWith("\\/")
            || text.startsWith("#");
    return looksSo && !text.contains("schema.org");
  }

  private void add(long piece) {
    value = SimHash.mix(value * 31 + piece);
  }

  private static long hash(CharSequence text, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
