package lode.domain.extraction.value;

import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one written number, whatever the country: 1,234.56 and 1.234,56, 1 234,56 and 1'234.5, Indian
 * 1,23,456. A single sign with three digits behind it could be either: then the kind of number, the
 * page's language or the place decide, and where none does it is not read.
 */
final class NumberFormats {

  private static final Pattern GROUPS = Pattern.compile("\\d{1,3}(?:\\D\\d{3})+");
  private static final Pattern INDIAN = Pattern.compile("\\d{1,2}(?:\\D\\d{2})+\\D\\d{3}");

  /** What three digits behind a single sign are. */
  enum Three {
    /** Counts and money have no three decimals. */
    GROUP,
    /** Decimals where the page's language says so, or where the text is for machines. */
    BY_LANGUAGE
  }

  private NumberFormats() {}

  /** The value of a token of ASCII digits and signs, or null if it is no number or undecided. */
  static @Nullable BigDecimal read(String token, Three three, ReadingHints hints) {
    int exponent = exponentAt(token);
    String mantissa = token.substring(0, exponent);
    String sign = mantissa.startsWith("-") ? "-" : "";
    String digits = mantissa.replaceFirst("^[+-]", "");
    String plain = plain(digits, three, hints);
    return plain == null ? null : new BigDecimal(sign + plain + token.substring(exponent));
  }

  /** Every value that the token could mean; for checking a value against a text. */
  static Set<BigDecimal> readings(String token) {
    Set<BigDecimal> all = new LinkedHashSet<>();
    for (String language : new String[] {"en", "de"}) {
      for (Three three : Three.values()) {
        Optional.ofNullable(read(token, three, ReadingHints.ofPage(language, null)))
            .ifPresent(value -> all.add(value.stripTrailingZeros()));
      }
    }
    return all;
  }

  private static int exponentAt(String token) {
    int at = Math.max(token.indexOf('e'), token.indexOf('E'));
    return at < 0 ? token.length() : at;
  }

  private static @Nullable String plain(String digits, Three three, ReadingHints hints) {
    String signs = digits.replaceAll("\\d", "");
    if (signs.isEmpty()) {
      return digits;
    }
    // Arabic signs say themselves what they are.
    if (signs.indexOf('\u066b') >= 0 || signs.indexOf('\u066c') >= 0) {
      return decimals(digits.replace("\u066c", ""), '\u066b');
    }
    char last = signs.charAt(signs.length() - 1);
    boolean mixed = signs.chars().distinct().count() > 1;
    if (mixed) {
      return mixed(digits, last);
    }
    if (signs.length() > 1 || last == ' ' || last == '\'') {
      return grouped(digits);
    }
    return single(digits, last, three, hints);
  }

  private static @Nullable String mixed(String digits, char last) {
    int at = digits.lastIndexOf(last);
    if (last == ' ' || last == '\'' || digits.indexOf(last) != at) {
      return null;
    }
    String whole = grouped(digits.substring(0, at));
    return whole == null ? null : whole + "." + digits.substring(at + 1);
  }

  private static @Nullable String grouped(String digits) {
    boolean valid = GROUPS.matcher(digits).matches() || INDIAN.matcher(digits).matches();
    boolean oneKind = digits.replaceAll("\\d", "").chars().distinct().count() == 1;
    return valid && oneKind ? digits.replaceAll("\\D", "") : null;
  }

  private static @Nullable String decimals(String digits, char sign) {
    int at = digits.indexOf(sign);
    return at == digits.lastIndexOf(sign) ? digits.replace(sign, '.') : null;
  }

  private static @Nullable String single(
      String digits, char sign, Three three, ReadingHints hints) {
    int at = digits.indexOf(sign);
    boolean undecided = digits.length() - at - 1 == 3 && at <= 3 && !digits.startsWith("0");
    if (!undecided) {
      return digits.replace(sign, '.');
    }
    if (hints.machineReadable() && sign == '.') {
      return digits;
    }
    if (three == Three.GROUP) {
      return digits.replaceAll("\\D", "");
    }
    String decimalSign = decimalSign(hints.language());
    if (decimalSign == null) {
      // A point could be either; a comma with three digits behind it is seldom a decimal one.
      return sign == ',' ? digits.replace(",", "") : null;
    }
    return decimalSign.equals(String.valueOf(sign))
        ? digits.replace(sign, '.')
        : digits.replaceAll("\\D", "");
  }

  private static @Nullable String decimalSign(@Nullable String language) {
    if (language == null || language.isBlank()) {
      return null;
    }
    ULocale locale = ULocale.forLanguageTag(language.replace('_', '-'));
    if (locale.getLanguage().isEmpty()) {
      return null;
    }
    return DecimalFormatSymbols.getInstance(locale).getDecimalSeparatorString();
  }
}
