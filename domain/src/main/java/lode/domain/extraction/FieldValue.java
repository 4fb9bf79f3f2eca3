package lode.domain.extraction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import lode.domain.document.DocumentId;
import lode.domain.document.PlaceMark;
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
 * @param page 1-based page of the file that the quote stands on; null for a web page
 * @param sheet name of the workbook's sheet that it stands in; null outside workbooks
 * @param row 1-based row of that sheet; null outside workbooks
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
    List<FieldValue> alternatives,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer page,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String sheet,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer row) {

  public FieldValue {
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
  }

  /** A value of a page that has no pages inside. */
  public FieldValue(
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
    this(
        value,
        raw,
        unit,
        confidence,
        quote,
        match,
        charStart,
        charEnd,
        documentId,
        tier,
        alternatives,
        null,
        null,
        null);
  }

  /** The same value, quoted from this place of a file. */
  FieldValue at(PlaceMark place) {
    return new FieldValue(
        value,
        raw,
        unit,
        confidence,
        quote,
        match,
        charStart,
        charEnd,
        documentId,
        tier,
        alternatives,
        place.page(),
        place.sheet(),
        place.row());
  }

  /** The same value with other values of the same source beside it. */
  public FieldValue withAlternatives(List<FieldValue> others) {
    return new FieldValue(
        value,
        raw,
        unit,
        confidence,
        quote,
        match,
        charStart,
        charEnd,
        documentId,
        tier,
        others,
        page,
        sheet,
        row);
  }
}
