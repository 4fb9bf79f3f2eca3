package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the fractions of a text as decimals, and feet with inches as inches. */
final class Fractions {

  private static final Map<Character, String> SIGNS =
      Map.ofEntries(
          Map.entry('½', "1/2"),
          Map.entry('¼', "1/4"),
          Map.entry('¾', "3/4"),
          Map.entry('⅓', "1/3"),
          Map.entry('⅔', "2/3"),
          Map.entry('⅛', "1/8"),
          Map.entry('⅜', "3/8"),
          Map.entry('⅝', "5/8"),
          Map.entry('⅞', "7/8"),
          Map.entry('⅕', "1/5"),
          Map.entry('⅙', "1/6"));

  private static final String INCH =
      "(?:\"|″|''|in(?![\\p{L}])|inch(?:es)?(?![\\p{L}])|zoll(?![\\p{L}]))";
  private static final String PART = "(\\d{1,2})/(2|3|4|5|6|8|10|16|32|64)(?![\\d.,/])";

  /** "1 1/2" and "1-1/2" are one number; a fraction alone is one only before an inch sign. */
  private static final Pattern MIXED =
      Pattern.compile("(?<![\\d.,/])(\\d{1,4})[ -]" + PART, Pattern.CASE_INSENSITIVE);

  private static final Pattern ALONE =
      Pattern.compile("(?<![\\d.,/])" + PART + "(?=[ -]?" + INCH + ")", Pattern.CASE_INSENSITIVE);

  private static final Pattern FEET_INCHES =
      Pattern.compile(
          "(?<![\\d.,])(\\d{1,4})\\s?(?:'(?!')|′|ft\\.?|feet|foot)\\s?(\\d{1,2}(?:\\.\\d+)?)\\s?"
              + INCH,
          Pattern.CASE_INSENSITIVE);

  private Fractions() {}

  /** The text with decimals; the same text where it has neither fractions nor feet. */
  static String asDecimals(String text) {
    String spelled = spelled(text);
    if (spelled.indexOf('/') >= 0) {
      spelled = MIXED.matcher(spelled).replaceAll(m -> mixed(m.group(1), m.group(2), m.group(3)));
      spelled = ALONE.matcher(spelled).replaceAll(m -> mixed("0", m.group(1), m.group(2)));
    }
    Matcher feet = FEET_INCHES.matcher(spelled);
    return feet.replaceAll(Fractions::inches);
  }

  /** "½" as "0.5", "1½" as "1.5": the sign says by itself that it is no division. */
  private static String spelled(String text) {
    StringBuilder spelled = null;
    for (int i = 0; i < text.length(); i++) {
      String part = SIGNS.get(text.charAt(i));
      if (part == null) {
        if (spelled != null) {
          spelled.append(text.charAt(i));
        }
        continue;
      }
      if (spelled == null) {
        spelled = new StringBuilder(text.substring(0, i));
      }
      int end = spelled.length();
      int start = end;
      while (start > 0 && Character.isDigit(spelled.charAt(start - 1))) {
        start--;
      }
      String whole = start == end ? "0" : spelled.substring(start, end);
      spelled.setLength(start);
      spelled.append(mixed(whole, part.substring(0, 1), part.substring(2)));
    }
    return spelled == null ? text : spelled.toString();
  }

  private static String mixed(String whole, String over, String under) {
    BigDecimal part = new BigDecimal(over).divide(new BigDecimal(under), 6, RoundingMode.HALF_EVEN);
    return new BigDecimal(whole).add(part).stripTrailingZeros().toPlainString();
  }

  private static String inches(MatchResult match) {
    BigDecimal feet = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(12));
    return feet.add(new BigDecimal(match.group(2))).toPlainString() + " in";
  }
}
