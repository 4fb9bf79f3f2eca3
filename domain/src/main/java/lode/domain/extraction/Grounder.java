package lode.domain.extraction;

import java.util.Optional;
import lode.domain.document.CharInterval;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.extraction.value.ValueInQuote;
import lode.domain.project.Field;
import lode.domain.project.GroundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ties a value that a model gives to the document: the quote must stand in the text and, where the
 * field asks for it, the value in the quote. The quote that is kept is always the document's own text.
 */
public final class Grounder {

  /** Least share of a value's words that its quote must hold. */
  private static final double LEAST_VALUE = 0.6;

  private static final double BEST = 0.9;
  private static final double UNQUOTED = 0.5;

  private Grounder() {}

  /** Grounds a value in a whole document; see the form with a chunk. */
  public static Grounding ground(
      String documentText, String quote, Field field, JsonNode value, @Nullable String raw) {
    return ground(documentText, null, quote, field, value, raw);
  }

  /**
   * Grounds a value.
   *
   * @param chunk the part of the text that the model saw; an occurrence of the quote inside it wins
   * @param quote what the model quotes
   * @param value the value in the field's JSON type
   * @param raw the value as the model says that the page writes it, or null
   * @return a rejection, with its reason, where the evidence is less than the field's grounding mode
   *     asks for
   */
  public static Grounding ground(
      String documentText,
      @Nullable CharInterval chunk,
      String quote,
      Field field,
      JsonNode value,
      @Nullable String raw) {
    GroundingMode mode = field.effectiveGrounding();
    if (value.isNull() || value.isMissingNode()) {
      return Grounding.rejected("no value");
    }
    Optional<QuoteFinder.Place> place = new QuoteFinder(documentText, chunk).find(quote);
    if (place.isEmpty()) {
      return mode == GroundingMode.NONE
          ? Grounding.unquoted(UNQUOTED)
          : Grounding.rejected(quote.isBlank() ? "no quote" : "quote not in document");
    }
    CharInterval interval = place.get().interval();
    String original = interval.of(documentText);
    double valueScore = mode == GroundingMode.NONE ? 1 : valueScore(original, field, value, raw);
    double least = mode == GroundingMode.REQUIRED ? LEAST_VALUE : Double.MIN_VALUE;
    if (mode != GroundingMode.NONE && valueScore < least) {
      return new Grounding(
          place.get().match(),
          interval,
          original,
          place.get().score(),
          valueScore,
          0,
          mode == GroundingMode.REQUIRED ? "value not in quote" : "quote denies value");
    }
    double confidence = BEST * place.get().score() * (0.5 + 0.5 * valueScore);
    return new Grounding(
        place.get().match(), interval, original, place.get().score(), valueScore, confidence, null);
  }

  private static double valueScore(
      String quote, Field field, JsonNode value, @Nullable String raw) {
    String plain = withoutMarks(quote);
    double score =
        Math.max(ValueInQuote.score(plain, field, value), ValueInQuote.score(quote, field, value));
    if (score >= LEAST_VALUE || raw == null || raw.isBlank() || !quote.contains(raw.strip())) {
      return score;
    }
    boolean readsSo =
        FieldValues.read(raw, field, ReadingHints.NONE)
            .filter(reading -> reading.value().equals(value))
            .isPresent();
    return readsSo ? 1 : score;
  }

  private static String withoutMarks(String quote) {
    return quote
        .replaceAll("\\]\\([^)\\n]*\\)", "]")
        .replaceAll("[*`\\[\\]\\u00ad\\u200b]|\\\\(?=\\p{Punct})", "");
  }
}
