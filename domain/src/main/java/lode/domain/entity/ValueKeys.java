package lode.domain.entity;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.math.BigDecimal;
import java.util.Locale;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** When two values count as the same: one key for each class of equal values. */
final class ValueKeys {

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

  private ValueKeys() {}

  /** Numbers by amount and unit, money by amount and currency, URLs as they are, text folded. */
  static String of(FieldType type, JsonNode value, @Nullable String unit) {
    if (value.isNumber()) {
      return decimal(value) + (unit == null ? "" : " " + unit);
    }
    if (value.isObject() && value.path("amount").isNumber()) {
      return decimal(value.get("amount")) + " " + value.path("currency").asString("");
    }
    if (value.isString() && type != FieldType.URL) {
      return fold(value.stringValue());
    }
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** Case, Unicode form and white space make no difference. */
  static String fold(String text) {
    String folded =
        isAscii(text)
            ? text.toLowerCase(Locale.ROOT)
            : NFKC.normalize(UCharacter.foldCase(NFKC.normalize(text), true));
    StringBuilder out = new StringBuilder(folded.length());
    boolean space = false;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = !out.isEmpty();
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  // Folding by the Unicode tables gives the same for these, only much slower.
  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  /**
   * Beyond {@link #fold}: spaces, hyphens, underscores and punctuation make no difference ("MX-100",
   * "mx 100" and "MX100" are one). Between two digits any run of them is one point, so that "1.5"
   * stays apart from "15"; symbols such as + stay, so that "C++" is not "C".
   */
  static String identity(String text) {
    StringBuilder key = new StringBuilder();
    int last = -1;
    boolean separated = false;
    for (int c : fold(text).codePoints().toArray()) {
      if (isSeparator(c)) {
        separated = true;
        continue;
      }
      if (separated && Character.isDigit(c) && last >= 0 && Character.isDigit(last)) {
        key.append('.');
      }
      key.appendCodePoint(c);
      last = c;
      separated = false;
    }
    return key.toString();
  }

  private static boolean isSeparator(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          true;
      case Character.OTHER_PUNCTUATION -> c != '#' && c != '%' && c != '&';
      default -> false;
    };
  }

  private static String decimal(JsonNode number) {
    BigDecimal value = number.decimalValue();
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
