package lode.domain.extraction;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The amounts of money that stand in a text beside a sign of currency. */
final class ShownAmounts {

  /** Longer texts are looked at up to here. */
  private static final int LONGEST = 500_000;

  private static final int MOST = 2_000;
  private static final String NUMBER =
      "(\\d{1,3}(?:[.,'’ \u00a0\u202f]\\d{3}){1,3}|\\d{1,9})([.,]\\d{1,2})?";
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\p{Sc}[ \u00a0]?"
              + NUMBER
              + "(?![\\d.,]*\\d)|(?<![\\d.,])"
              + NUMBER
              + "[ \u00a0]?\\p{Sc}");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,12}");

  private final String text;
  private @Nullable Set<String> whole;

  ShownAmounts(String text) {
    this.text = text;
  }

  /**
   * Whether that number, without decimals, is shown as an amount of money. From 100 on only with a separator of
   * thousands or with decimals of zero: cents that a style sheet raises stand right behind the units in a text.
   */
  boolean has(String number) {
    return WHOLE.matcher(number).matches() && whole().contains(number);
  }

  private Set<String> whole() {
    if (whole == null) {
      whole = new HashSet<>();
      Matcher amounts = AMOUNT.matcher(text).region(0, Math.min(text.length(), LONGEST));
      while (whole.size() < MOST && amounts.find()) {
        boolean behind = amounts.group(1) != null;
        String decimals = amounts.group(behind ? 2 : 4);
        String units = amounts.group(behind ? 1 : 3);
        boolean clear =
            decimals == null
                ? units.length() <= 2 || !WHOLE.matcher(units).matches()
                : isZero(decimals);
        if (clear && !isZero(units)) {
          whole.add(units.replaceAll("\\D", ""));
        }
      }
    }
    return whole;
  }

  private static boolean isZero(String digits) {
    return digits.chars().noneMatch(c -> c >= '1' && c <= '9');
  }
}
