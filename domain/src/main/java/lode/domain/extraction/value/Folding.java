package lode.domain.extraction.value;

import java.text.Normalizer;
import java.util.Locale;

/** Foldings that make texts of different hands comparable. */
final class Folding {

  private Folding() {}

  /**
   * Digits of all scripts as ASCII, every space as a blank, apostrophes, minus signs and range dashes
   * as one of their kind. Keeps every position: the result is as long as the text.
   */
  static String digits(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.append(digit(text.charAt(i)));
    }
    return folded.toString();
  }

  private static char digit(char c) {
    if (Character.isDigit(c)) {
      return (char) ('0' + Character.digit(c, 10));
    }
    if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
      return ' ';
    }
    return switch (c) {
      case '．' -> '.';
      case '，' -> ',';
      case '’', '‘', '＇', '´', 'ʼ' -> '\'';
      case '−', '‐', '‑', '－' -> '-';
      case '—', '‒', '〜', '～', '⁓' -> '–';
      case '＋' -> '+';
      case '％' -> '%';
      default -> c;
    };
  }

  /** Lower case, compatibility forms folded, blanks single; for comparing words. */
  static String words(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace('\u00a0', ' ')
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** {@link #words} with everything that is no letter and no digit as a single blank. */
  static String alphanumeric(String text) {
    return words(text).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
  }
}
