package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    for (Quantity quantity : Quantities.scan(text, NumberFormats.Three.GROUP, ReadingHints.NONE)) {
      for (BigDecimal reading : NumberFormats.readings(quantity.token())) {
        BigDecimal value = reading.multiply(quantity.multiplier());
        boolean fits = quantity.unit() == null || target == null || quantity.unit().equals(target);
        if (fits && same(value, number)) {
          return true;
        }
        if (target != null && quantity.unit() != null && quantity.unit().convertsTo(target)) {
          BigDecimal converted = quantity.unit().convert(value, target);
          if (close(converted, number)) {
            return true;
          }
        }
      }
    }
    return false;
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
