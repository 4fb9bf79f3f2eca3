package lode.domain.extraction.value;

import java.util.Optional;
import lode.domain.project.Field;

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
    if (TextReader.saysNothing(raw)) {
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

  private static boolean shortText(String raw) {
    return raw.length() <= LONGEST_NUMBER;
  }
}
