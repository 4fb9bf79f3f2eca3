package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units that pages state, by sign, name and UN/CEFACT Recommendation 20 code. */
public final class Units {

  private static final Map<String, Unit> EXACT = new HashMap<>();

  /** Without case, where that leaves one unit only: "KW" is read, "mw" (milli or mega) is not. */
  private static final Map<String, Unit> FOLDED = new HashMap<>();

  private static final Map<String, Unit> CODES = new HashMap<>();
  private static final int LONGEST;

  static {
    Map<String, Set<Unit>> folded = new HashMap<>();
    for (List<String> row : WordTable.rows(Units.class, "units.txt")) {
      // The inch sign stands among names, so the column is split here and not by blanks.
      List<String> names = WordTable.words(row.get(3));
      Unit unit =
          new Unit(
              names.get(0), row.get(0), new BigDecimal(row.get(1)), new BigDecimal(row.get(2)));
      for (String name : names) {
        EXACT.put(name, unit);
        folded
            .computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new java.util.HashSet<>())
            .add(unit);
      }
    }
    folded.forEach(
        (name, units) -> {
          if (units.size() == 1) {
            FOLDED.put(name, units.iterator().next());
          }
        });
    for (List<String> row : WordTable.rows(Units.class, "unit-codes.txt")) {
      CODES.put(row.get(0), EXACT.get(row.get(1)));
    }
    LONGEST = EXACT.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** A unit that starts at a place in a text. */
  record Found(Unit unit, int end) {}

  private Units() {}

  /** Whether {@code text} is the sign, name or code of a unit. */
  public static boolean isUnit(String text) {
    return find(text) != null;
  }

  /** Whether both are units and values convert from one to the other. */
  public static boolean convertible(String from, String to) {
    Unit source = find(from);
    Unit target = find(to);
    return source != null && target != null && source.convertsTo(target);
  }

  /**
   * The part of a label that states a unit: {@code kW} of "Power (kW)", "Power [kW]", "Power in kW",
   * "Power, kW" and "Power / kW"; empty where the label states none.
   */
  public static Optional<String> ofLabel(String label) {
    return LabelUnit.of(label).map(LabelUnit::unit);
  }

  static @Nullable Unit find(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String name = text.strip();
    Unit unit = EXACT.get(name);
    if (unit == null) {
      unit = FOLDED.get(name.toLowerCase(Locale.ROOT));
    }
    return unit == null ? CODES.get(name) : unit;
  }

  /** The longest unit that starts at {@code from} and ends at a word's end, or null. */
  static @Nullable Found at(String text, int from) {
    for (int length = Math.min(LONGEST, text.length() - from); length > 0; length--) {
      int end = from + length;
      if (!endsWord(text, end)) {
        continue;
      }
      String name = text.substring(from, end);
      Unit unit = EXACT.get(name);
      if (unit == null) {
        unit = FOLDED.get(name.toLowerCase(Locale.ROOT));
      }
      if (unit != null) {
        return new Found(unit, end);
      }
    }
    return null;
  }

  /** "kg" in "kg/h" or "m" in "m²" is no unit of its own. */
  private static boolean endsWord(String text, int end) {
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    char last = text.charAt(end - 1);
    if (next == '/') {
      return end + 1 >= text.length() || !Character.isLetter(text.charAt(end + 1));
    }
    if ("²³⁻^·".indexOf(next) >= 0) {
      return false;
    }
    boolean wordLike = Character.isLetterOrDigit(last);
    return !(wordLike && Character.isLetterOrDigit(next) && sameScriptWord(next));
  }

  private static boolean sameScriptWord(char next) {
    return !Character.isIdeographic(next);
  }
}
