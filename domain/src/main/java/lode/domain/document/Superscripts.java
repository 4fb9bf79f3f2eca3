package lode.domain.document;

/** Raised digits: behind another digit a plain one would make another number. */
final class Superscripts {

  private static final String DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Superscripts() {}

  /** The raised form of a digit or sign; any other character as it is. */
  static char of(char c) {
    if (c >= '0' && c <= '9') {
      return DIGITS.charAt(c - '0');
    }
    return c == '+' ? '⁺' : c == '-' || c == '−' ? '⁻' : c;
  }

  /** True for digits with or without a sign. */
  static boolean isNumber(String text) {
    String digits = text.isEmpty() || "+-−".indexOf(text.charAt(0)) < 0 ? text : text.substring(1);
    return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
