package lode.domain.extraction;

import java.util.List;
import lode.domain.document.DocumentId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One filled field with its evidence.
 *
 * @param value normalised value, of the JSON type that the field's type asks for
 * @param raw the value as the page writes it
 * @param unit unit of {@code value}; null where the field has none
 * @param confidence 0 to 1, from the evidence
 * @param quote text of the document at {@code [charStart, charEnd)}; empty when the field needs none
 * @param match how the quote was found
 * @param charStart start of the quote in the document's text; -1 without a quote
 * @param charEnd end of the quote in the document's text; -1 without a quote
 * @param documentId the document that the interval points into
 * @param alternatives other values that the same source states, best first
 */
public record FieldValue(
    JsonNode value,
    String raw,
    @Nullable String unit,
    double confidence,
    String quote,
    Match match,
    int charStart,
    int charEnd,
    DocumentId documentId,
    Tier tier,
    List<FieldValue> alternatives) {

  public FieldValue {
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
  }

  /** The same value with other values of the same source beside it. */
  public FieldValue withAlternatives(List<FieldValue> others) {
    return new FieldValue(
        value, raw, unit, confidence, quote, match, charStart, charEnd, documentId, tier, others);
  }
}
