package lode.domain.extraction.value;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers as a JSON reader would give them back, so that stored and fresh values are equal. */
final class JsonNumbers {

  private JsonNumbers() {}

  static JsonNode of(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (plain.scale() > 0 || plain.precision() - plain.scale() > 18) {
      return nodes.numberNode(plain.doubleValue());
    }
    long whole = plain.longValueExact();
    return whole == (int) whole ? nodes.numberNode((int) whole) : nodes.numberNode(whole);
  }
}
