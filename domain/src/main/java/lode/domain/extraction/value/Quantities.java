package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a text, with their units, multipliers ("million") and hedges ("about"). */
final class Quantities {

  // A number does not hang on letters: neither the 65 of "IP65" nor the 3 of "3D" is one.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{IsLatin}\\p{IsCyrillic}\\p{IsGreek}\\p{N}_])(?:(?<![\\p{N})])[+-])?"
              + "(?:\\d{1,3}(?: \\d{3})+(?!\\d)(?:[.,]\\d+)?"
              + "|\\d+(?:[.,'\u066b\u066c]\\d+)*)(?:[eE][+-]?\\d{1,3}(?![\\p{L}\\p{N}]))?");
  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\s*(?:–|-|\\.\\.+|…|÷|/|x|×|\\*|to|till|until|through|bis|à|a|al|hasta|tot|до|and|und|et"
              + "|y|e|en|or|oder|ou)\\s*[+-]?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TOLERANCE = Pattern.compile("\\s*(?:±|\\+/-|\\+-)\\s*");

  private record Word(String text, double certainty) {}

  private record Multiplier(String text, BigDecimal factor) {}

  private static final List<Word> HEDGES = new ArrayList<>();
  private static final List<Multiplier> MULTIPLIERS = new ArrayList<>();

  static {
    for (List<String> row : WordTable.rows(Quantities.class, "hedges.txt")) {
      WordTable.words(row.get(1))
          .forEach(word -> HEDGES.add(new Word(word, Double.parseDouble(row.get(0)))));
    }
    for (List<String> row : WordTable.rows(Quantities.class, "multipliers.txt")) {
      WordTable.words(row.get(1))
          .forEach(word -> MULTIPLIERS.add(new Multiplier(word, new BigDecimal(row.get(0)))));
    }
    HEDGES.sort(Comparator.comparing((Word word) -> -word.text().length()));
    MULTIPLIERS.sort(Comparator.comparing((Multiplier word) -> -word.text().length()));
  }

  private Quantities() {}

  /** The numbers in reading order; a tolerance ("± 5") is not one of them. */
  static List<Quantity> scan(String raw, NumberFormats.Three three, ReadingHints hints) {
    String text = Fractions.asDecimals(Folding.digits(raw));
    List<Quantity> found = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      Quantity quantity = quantity(text, matcher, three, hints);
      from = Math.max(matcher.end(), quantity == null ? 0 : quantity.end());
      if (quantity == null) {
        continue;
      }
      add(found, quantity, text);
    }
    return found;
  }

  private static void add(List<Quantity> found, Quantity quantity, String text) {
    if (found.isEmpty()) {
      found.add(quantity);
      return;
    }
    Quantity previous = found.get(found.size() - 1);
    String between = text.substring(previous.end(), quantity.start());
    if (TOLERANCE.matcher(between).matches()) {
      return;
    }
    boolean joined = BETWEEN.matcher(between).matches() && !sameThing(previous, quantity, between);
    if (joined) {
      found.set(found.size() - 1, previous.asRangePart());
    }
    found.add(joined ? quantity.asRangePart() : quantity);
  }

  /** "420 kW / 563 hp" says one thing twice. */
  private static boolean sameThing(Quantity previous, Quantity quantity, String between) {
    return between.strip().equals("/")
        && previous.unit() != null
        && quantity.unit() != null
        && !previous.unit().equals(quantity.unit());
  }

  private static @Nullable Quantity quantity(
      String text, Matcher matcher, NumberFormats.Three three, ReadingHints hints) {
    int end = matcher.end();
    Multiplier multiplier = multiplierAt(text, end);
    int afterMultiplier =
        multiplier == null ? end : skipBlanks(text, end) + multiplier.text().length();
    Units.Found unit = unitAfter(text, afterMultiplier);
    int after = unit == null ? afterMultiplier : unit.end();
    if (unit == null && multiplier == null && hangsOnLetter(text, end)) {
      return null;
    }
    double certainty = hedge(text, matcher.start());
    if (after < text.length() && text.charAt(after) == '+') {
      certainty = Math.min(certainty, 0.6);
    }
    BigDecimal factor = multiplier == null ? BigDecimal.ONE : multiplier.factor();
    NumberFormats.Three reading = multiplier == null ? three : NumberFormats.Three.BY_LANGUAGE;
    BigDecimal number = NumberFormats.read(matcher.group(), reading, hints);
    return new Quantity(
        matcher.group(),
        number == null ? null : number.multiply(factor),
        factor,
        unit == null ? null : unit.unit(),
        matcher.start(),
        after,
        false,
        certainty);
  }

  private static boolean hangsOnLetter(String text, int end) {
    if (end >= text.length()) {
      return false;
    }
    char next = text.charAt(end);
    return next == '_'
        || Character.isLetter(next) && !Character.isIdeographic(next) && next < 0x2E80;
  }

  private static Units.@Nullable Found unitAfter(String text, int end) {
    int at = skipBlanks(text, end);
    return at - end > 2 ? null : Units.at(text, at);
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static @Nullable Multiplier multiplierAt(String text, int end) {
    int at = skipBlanks(text, end);
    for (Multiplier multiplier : MULTIPLIERS) {
      String word = multiplier.text();
      // A single letter is a multiplier only when it hangs on the number: "3 M" may be metres.
      boolean near = word.length() > 1 || Character.isIdeographic(word.charAt(0)) || at == end;
      if (near && text.startsWith(word, at) && !letterAt(text, at + word.length(), word)) {
        return multiplier;
      }
    }
    return null;
  }

  private static boolean letterAt(String text, int at, String word) {
    if (at >= text.length() || Character.isIdeographic(word.charAt(0))) {
      return false;
    }
    return Character.isLetterOrDigit(text.charAt(at)) || "²³/^".indexOf(text.charAt(at)) >= 0;
  }

  private static double hedge(String text, int start) {
    String before = text.substring(Math.max(0, start - 24), start).toLowerCase(Locale.ROOT);
    String stripped = before.stripTrailing();
    for (Word word : HEDGES) {
      if (stripped.endsWith(word.text())) {
        int at = stripped.length() - word.text().length();
        boolean wordStart = at == 0 || !Character.isLetterOrDigit(stripped.charAt(at - 1));
        if (wordStart || Character.isIdeographic(word.text().charAt(0))) {
          return word.certainty();
        }
      }
    }
    return 1;
  }
}
