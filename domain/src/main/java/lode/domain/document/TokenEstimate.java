package lode.domain.document;

/**
 * Estimate of how many tokens a language model sees in a text, on the safe side and without the
 * model's tokenizer: four letters a token in Latin script, two in other alphabets, three digits, and
 * one token for each ideograph, kana, hangul syllable and mark.
 */
public final class TokenEstimate {

  private static final int LATIN_LETTERS = 4;
  private static final int OTHER_LETTERS = 2;
  private static final int DIGITS = 3;

  private TokenEstimate() {}

  /** Tokens in the text, 0 only for an empty or blank text. */
  public static int of(CharSequence text) {
    return text.length() == 0 ? 0 : cumulative(text)[text.length()];
  }

  /** Words in the text, as white space parts them; each ideograph counts as a word. */
  public static int words(CharSequence text) {
    return text.length() == 0 ? 0 : cumulativeWords(text)[text.length()];
  }

  /** Entry i: tokens that begin before position i. */
  static int[] cumulative(CharSequence text) {
    int[] tokens = new int[text.length() + 1];
    int left = 0;
    int kindBefore = 0;
    for (int i = 0; i < text.length(); i++) {
      int kind = lettersPerToken(text.charAt(i));
      if (kind != kindBefore) {
        left = 0;
      }
      boolean begins = kind == 1 || (kind > 1 && left == 0);
      tokens[i + 1] = tokens[i] + (begins ? 1 : 0);
      left = kind > 1 ? (left == 0 ? kind : left) - 1 : 0;
      kindBefore = kind;
    }
    return tokens;
  }

  /** Entry i: words that begin before position i. */
  static int[] cumulativeWords(CharSequence text) {
    int[] words = new int[text.length() + 1];
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ideograph = isIdeograph(c);
      boolean space = FoldedText.isSpace(c);
      words[i + 1] = words[i] + (ideograph || (!space && !inside) ? 1 : 0);
      inside = !space && !ideograph;
    }
    return words;
  }

  private static int lettersPerToken(char c) {
    if (FoldedText.isSpace(c) || Character.isLowSurrogate(c)) {
      return 0;
    }
    if (c < 0x250) {
      return Character.isLetter(c) ? LATIN_LETTERS : Character.isDigit(c) ? DIGITS : 1;
    }
    if (isIdeograph(c)) {
      return 1;
    }
    return Character.isLetter(c) ? OTHER_LETTERS : 1;
  }

  private static boolean isIdeograph(char c) {
    return (c >= '\u2E80' && c <= '\u9FFF')
        || (c >= '\uAC00' && c <= '\uD7A3')
        || (c >= '\uF900' && c <= '\uFAFF')
        || (c >= '\uFF66' && c <= '\uFF9D')
        || Character.isHighSurrogate(c);
  }
}
