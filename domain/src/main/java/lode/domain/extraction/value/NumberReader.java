package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lode.domain.project.Field;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;

/** Reads a single number in the field's unit; ranges, products and foreign units are no value. */
final class NumberReader {

  /** Two statements of one quantity in different units agree within this share. */
  private static final double AGREEMENT = 0.02;

  private record Candidate(BigDecimal number, boolean ownUnit, Quantity from) {}

  private NumberReader() {}

  static Optional<Reading> read(String raw, Field field, ReadingHints hints) {
    NumberFormats.Three three =
        field.type() == FieldType.INTEGER
            ? NumberFormats.Three.GROUP
            : NumberFormats.Three.BY_LANGUAGE;
    List<Quantity> quantities = Quantities.scan(raw, three, hints);
    Unit target = Units.find(field.unit());
    List<Candidate> candidates =
        target == null ? bare(quantities, field, raw) : inUnit(quantities, target, hints);
    return pick(candidates).flatMap(candidate -> reading(candidate, field));
  }

  private static Optional<Reading> reading(Candidate candidate, Field field) {
    BigDecimal number = candidate.number();
    if (field.type() == FieldType.INTEGER && number.stripTrailingZeros().scale() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(JsonNumbers.of(number), field.unit(), candidate.from().certainty()));
  }

  private static List<Candidate> inUnit(
      List<Quantity> quantities, Unit target, ReadingHints hints) {
    List<Candidate> candidates = new ArrayList<>();
    for (Quantity quantity : quantities) {
      Unit unit = quantity.unit();
      if (quantity.number() != null && unit != null && unit.convertsTo(target)) {
        BigDecimal number = unit.convert(quantity.number(), target);
        candidates.add(new Candidate(number, unit.equals(target), quantity));
      }
    }
    return candidates.isEmpty() ? byHint(quantities, target, hints) : candidates;
  }

  /** A bare number takes the unit of its label. */
  private static List<Candidate> byHint(
      List<Quantity> quantities, Unit target, ReadingHints hints) {
    Unit stated = Units.find(hints.unit());
    if (stated == null || !stated.convertsTo(target) || quantities.size() != 1) {
      return List.of();
    }
    Quantity quantity = quantities.get(0);
    if (quantity.number() == null || quantity.unit() != null) {
      return List.of();
    }
    BigDecimal number = stated.convert(quantity.number(), target);
    return List.of(new Candidate(number, stated.equals(target), quantity));
  }

  private static List<Candidate> bare(List<Quantity> quantities, Field field, String raw) {
    if (quantities.size() != 1 || quantities.get(0).number() == null) {
      return List.of();
    }
    Quantity quantity = quantities.get(0);
    boolean foreign =
        quantity.unit() != null && field.unit() != null && !raw.contains(field.unit());
    return foreign ? List.of() : List.of(new Candidate(quantity.number(), true, quantity));
  }

  private static Optional<Candidate> pick(List<Candidate> candidates) {
    if (candidates.isEmpty() || candidates.stream().anyMatch(each -> each.from().rangePart())) {
      return Optional.empty();
    }
    Candidate first = candidates.get(0);
    boolean agree = candidates.stream().allMatch(each -> agree(first.number(), each.number()));
    if (!agree) {
      return Optional.empty();
    }
    return candidates.stream().filter(Candidate::ownUnit).findFirst().or(() -> Optional.of(first));
  }

  private static boolean agree(BigDecimal one, BigDecimal other) {
    double size = Math.max(Math.abs(one.doubleValue()), Math.abs(other.doubleValue()));
    return one.subtract(other).abs().doubleValue() <= AGREEMENT * size;
  }

  /** Whether the number is one of those that the text could state in the field's unit. */
  static boolean states(String text, BigDecimal number, @Nullable String unitName) {
    Unit target = Units.find(unitName);
    for (Quantity quantity : statements(text, target)) {
      for (BigDecimal reading : NumberFormats.readings(quantity.token())) {
        BigDecimal value = reading.multiply(quantity.multiplier());
        Unit unit = quantity.unit();
        boolean fits = unit == null || target == null || unit.equals(target);
        if (fits && same(value, number)) {
          return true;
        }
        if (converts(unit, target) && close(unit.convert(value, target), number)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The quantity whose figures the number repeats, in the field's unit: 0.75 kW for 750 and "rated 750
   * W", 2,500,000 for 2.5 and "2.5 million". Empty where the text has no such quantity or several.
   */
  static Optional<BigDecimal> ofFigures(
      String text, BigDecimal figures, @Nullable String unitName) {
    Unit target = Units.find(unitName);
    Set<BigDecimal> values = new LinkedHashSet<>();
    for (Quantity quantity : statements(text, target)) {
      Unit unit = quantity.unit();
      boolean readable = unit == null || target == null || unit.convertsTo(target);
      for (BigDecimal reading : NumberFormats.readings(quantity.token())) {
        BigDecimal value = reading.multiply(quantity.multiplier());
        if (readable && (same(reading, figures) || same(value, figures))) {
          BigDecimal converted = converts(unit, target) ? unit.convert(value, target) : value;
          values.add(converted.stripTrailingZeros());
        }
      }
    }
    return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
  }

  /**
   * The quantities of a text. Beside one in a unit of the wanted kind a bare number is something else:
   * the 750 of "the 750 drive is rated 4 kW".
   */
  private static List<Quantity> statements(String text, @Nullable Unit target) {
    List<Quantity> all =
        Quantities.scan(NumberWords.asDigits(text), NumberFormats.Three.GROUP, ReadingHints.NONE);
    boolean inKind = all.stream().anyMatch(each -> converts(each.unit(), target));
    return all.stream().filter(each -> !inKind || each.unit() != null || each.rangePart()).toList();
  }

  private static boolean converts(@Nullable Unit unit, @Nullable Unit target) {
    return unit != null && target != null && unit.convertsTo(target);
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    return one.compareTo(other) == 0;
  }

  /** Converted values are compared as a reader rounds them. */
  private static boolean close(BigDecimal one, BigDecimal other) {
    double size = Math.max(Math.abs(one.doubleValue()), Math.abs(other.doubleValue()));
    return one.subtract(other).abs().doubleValue() <= 0.005 * size;
  }
}
