package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A unit of measure: {@code base = value * factor + offset}.
 *
 * @param symbol the usual sign
 * @param dimension what it measures; units of one dimension convert into each other
 */
record Unit(String symbol, String dimension, BigDecimal factor, BigDecimal offset) {

  private static final MathContext SIX = new MathContext(6);

  boolean convertsTo(Unit other) {
    return dimension.equals(other.dimension);
  }

  /** Exact between decimal multiples, else to six significant digits: a page states no more. */
  BigDecimal convert(BigDecimal value, Unit target) {
    if (equals(target)) {
      return value;
    }
    BigDecimal base = value.multiply(factor).add(offset).subtract(target.offset);
    BigDecimal converted = base.divide(target.factor, MathContext.DECIMAL64);
    boolean decimalMultiple =
        isPowerOfTen(factor.divide(target.factor, MathContext.DECIMAL64)) && offset.signum() == 0;
    return decimalMultiple ? converted : converted.round(SIX);
  }

  private static boolean isPowerOfTen(BigDecimal ratio) {
    return ratio.stripTrailingZeros().unscaledValue().equals(java.math.BigInteger.ONE);
  }
}
