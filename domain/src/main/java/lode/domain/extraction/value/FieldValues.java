package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.Optional;
import lode.domain.project.Field;
import lode.domain.project.FieldType;
import tools.jackson.databind.JsonNode;

/**
 * Reads raw text as the value of a field. Precision comes first: what could be two things, is a range
 * or has another unit is no value.
 */
public final class FieldValues {

  /** Longer texts are prose and hold more than one number. */
  private static final int LONGEST_NUMBER = 120;

  private FieldValues() {}

  /**
   * The value that {@code raw} states.
   *
   * @return empty where the text is no value of the field's type
   */
  public static Optional<Reading> read(String raw, Field field, ReadingHints hints) {
    // "Not available" is no value, but of an enum it can be the state of stock.
    boolean isState = field.type() == FieldType.ENUM && WordReader.isState(raw);
    if (!isState && TextReader.saysNothing(raw)) {
      return Optional.empty();
    }
    return switch (field.type()) {
      case INTEGER, NUMBER ->
          shortText(raw) ? NumberReader.read(raw, field, hints) : Optional.empty();
      case MONEY -> shortText(raw) ? MoneyReader.read(raw, hints) : Optional.empty();
      case DATE -> shortText(raw) ? DateReader.read(raw, hints) : Optional.empty();
      case BOOLEAN -> WordReader.yesOrNo(raw);
      case ENUM -> WordReader.choice(raw, field);
      case LIST -> TextReader.list(raw, field);
      case URL -> TextReader.url(raw, field, hints);
      case TEXT, SUMMARY -> TextReader.text(raw, field);
    };
  }

  /**
   * The value of a number that a model copied from a quote, in the field's unit: models are told not to
   * convert, so 750 with the quote "rated 750 W" is 0.75 of a field in kW.
   *
   * @return empty where the quote states the number in the field's unit already, or does not state it
   */
  public static Optional<Reading> ofCopiedNumber(JsonNode number, String quote, Field field) {
    BigDecimal copied = number.decimalValue();
    if (NumberReader.states(quote, copied, field.unit())) {
      return Optional.empty();
    }
    return NumberReader.ofFigures(quote, copied, field.unit())
        .filter(value -> field.type() != FieldType.INTEGER || value.scale() <= 0)
        .map(value -> new Reading(JsonNumbers.of(value), field.unit(), 1));
  }

  private static boolean shortText(String raw) {
    return raw.length() <= LONGEST_NUMBER;
  }
}
