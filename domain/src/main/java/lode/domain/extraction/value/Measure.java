package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A labelled value that is one number, with its unit: 5.5 kW of "Power rating: 5.5 kW" and of "Power (kW): 5.5".
 *
 * @param unit symbol of a known unit, or null
 */
public record Measure(BigDecimal number, @Nullable String unit) {

  /** Characters around the number and its unit that are nothing of their own: brackets, a full stop. */
  private static final int FREE = 2;

  /**
   * The measure that a value is; empty when it is a range, several numbers, or more than a number.
   *
   * @param label may state the unit
   * @param value as on the page
   * @param language BCP-47 tag of the page, which decides between 1,234 and 1.234; or null
   */
  public static Optional<Measure> of(String label, String value, @Nullable String language) {
    List<Quantity> found =
        Quantities.scan(
            value, NumberFormats.Three.BY_LANGUAGE, ReadingHints.ofPage(language, null));
    if (found.size() != 1 || found.get(0).number() == null) {
      return Optional.empty();
    }
    Quantity quantity = found.get(0);
    boolean isAll =
        quantity.start() <= FREE && Folding.digits(value).length() - quantity.end() <= FREE;
    if (quantity.rangePart() || quantity.certainty() < 1 || !isAll) {
      return Optional.empty();
    }
    Unit unit = quantity.unit();
    if (unit == null) {
      unit = Units.find(Units.ofLabel(label).orElse(null));
    }
    return Optional.of(new Measure(quantity.number(), unit == null ? null : unit.symbol()));
  }
}
