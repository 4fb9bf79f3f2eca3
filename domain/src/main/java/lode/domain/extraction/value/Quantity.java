package lode.domain.extraction.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number in a text with what stands around it.
 *
 * @param token the number as written, digits folded to ASCII
 * @param number its value; null where the token could not be decided
 * @param unit the unit behind it, or null
 * @param start first code unit of the token
 * @param end behind the token and its unit
 * @param rangePart whether it is one of several that make a range or a product (3-5, 3 x 5)
 * @param certainty less than 1 behind words such as "about" or "over"
 */
record Quantity(
    String token,
    @Nullable BigDecimal number,
    BigDecimal multiplier,
    @Nullable Unit unit,
    int start,
    int end,
    boolean rangePart,
    double certainty) {

  Quantity asRangePart() {
    return new Quantity(token, number, multiplier, unit, start, end, true, certainty);
  }
}
