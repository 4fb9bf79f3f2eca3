package lode.domain.report;

import java.util.Locale;
import java.util.stream.Collectors;
import lode.domain.project.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Words for names and values. */
final class Labels {

  private Labels() {}

  /** {@code power_rating} as {@code Power rating}. */
  static String of(String name) {
    String words = name.replace('_', ' ').strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  static String withUnit(String label, @Nullable String unit) {
    return unit == null ? label : label + " (" + unit + ")";
  }

  /** A value for a reader; with its unit only where it differs from the field's. */
  static String value(Field field, JsonNode value, @Nullable String unit) {
    boolean said = unit == null || unit.equals(field.unit());
    return said ? value(value) : value(value) + " " + unit;
  }

  static String value(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? "Yes" : "No";
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    if (value.isArray()) {
      return value.values().stream().map(Labels::value).collect(Collectors.joining("; "));
    }
    if (value.isObject() && value.path("amount").isNumber()) {
      return (value(value.get("amount")) + " " + value.path("currency").asString("")).strip();
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }
}
