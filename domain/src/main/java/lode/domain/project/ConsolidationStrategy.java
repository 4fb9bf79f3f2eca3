package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How one value is elected from the values that several sources give. */
public enum ConsolidationStrategy {
  /** The most frequent value, case-folded; a tie goes to the heavier evidence. */
  FREQUENCY,
  /** The value with the largest sum of weights. */
  WEIGHTED_FREQUENCY,
  /** The median by weight, for numbers. */
  WEIGHTED_MEDIAN,
  /** Yes if any source with evidence says yes. */
  ANY_TRUE,
  /** The longest of the heaviest three. */
  LONGEST,
  /** All values, without repeats. */
  UNION;

  /** Name in the schema language: lower case with underscores. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name of the schema language; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static ConsolidationStrategy of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** The strategy of a field of this type when its schema says nothing. */
  public static ConsolidationStrategy defaultFor(FieldType type) {
    return switch (type) {
      case BOOLEAN -> ANY_TRUE;
      case INTEGER, NUMBER -> WEIGHTED_MEDIAN;
      case TEXT, ENUM, DATE, URL, MONEY -> WEIGHTED_FREQUENCY;
      case LIST -> UNION;
      case SUMMARY -> LONGEST;
    };
  }

  /** Whether electing by this rule leaves a value of the type; {@link #defaultFor} always does. */
  public boolean suits(FieldType type) {
    return switch (this) {
      case FREQUENCY, WEIGHTED_FREQUENCY -> type != FieldType.LIST;
      case WEIGHTED_MEDIAN -> type == FieldType.INTEGER || type == FieldType.NUMBER;
      case ANY_TRUE -> type == FieldType.BOOLEAN;
      case LONGEST -> type == FieldType.TEXT || type == FieldType.SUMMARY;
      case UNION -> type == FieldType.LIST;
    };
  }
}
