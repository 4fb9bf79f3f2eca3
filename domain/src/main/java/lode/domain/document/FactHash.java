package lode.domain.document;

/** A hash over pieces of text in their order; what is a piece, each method says. */
final class FactHash {

  private long value = 1;

  long value() {
    return value;
  }

  /** All of a text, as it stands. */
  void text(String text) {
    add(hash(text.toCharArray(), 0, text.length()));
  }

  /** A text, unless it is a URL: the same page writes its own address under each of its URLs. */
  void unlessUrl(String text) {
    if (!isUrl(text)) {
      text(text);
    }
  }

  /**
   * Words with a digit, each with the word after it, which may be its unit. A word ends at white
   * space; where a script has no spaces, each of its characters is one.
   */
  void numbers(String words) {
    // An array is read several times as fast as a string.
    char[] text = words.toCharArray();
    boolean afterNumber = false;
    boolean digit = false;
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      char c = i < text.length ? text[i] : ' ';
      boolean alone = c > 127 && SimHash.isWordAlone(c);
      if (c != ' ' && !alone) {
        digit |= c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c);
        continue;
      }
      if (i > start) {
        addIf(digit || afterNumber, text, start, i);
        afterNumber = digit;
        digit = false;
      }
      start = i + 1;
      if (alone) {
        boolean isDigit = Character.isDigit(c);
        addIf(isDigit || afterNumber, text, i, start);
        afterNumber = isDigit;
      }
    }
  }

  private void addIf(boolean wanted, char[] text, int start, int end) {
    if (wanted) {
      add(hash(text, start, end));
    }
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

  private static long hash(char[] text, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      hash = (hash ^ text[i]) * 0x100000001b3L;
    }
    return hash;
  }
}
