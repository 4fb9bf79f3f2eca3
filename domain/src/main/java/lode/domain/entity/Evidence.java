package lode.domain.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is said: the quote, its place {@code [charStart, charEnd)} in a document, and the
 * way from there to the page. Without a quote the text is empty and the places are -1.
 *
 * @param page 1-based page of the file, or null
 * @param sheet name of the workbook's sheet, or null
 * @param row 1-based row of that sheet, or null
 */
public record Evidence(
    ExtractionId extractionId,
    SourceId sourceId,
    String sourceUrl,
    DocumentId documentId,
    String quote,
    int charStart,
    int charEnd,
    Match match,
    double confidence,
    Tier tier,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer page,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String sheet,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer row) {

  static Evidence of(SourceAnswer answer, FieldValue value) {
    return new Evidence(
        answer.extractionId(),
        answer.sourceId(),
        answer.sourceUrl(),
        value.documentId(),
        value.quote(),
        value.charStart(),
        value.charEnd(),
        value.match(),
        value.confidence(),
        value.tier(),
        value.page(),
        value.sheet(),
        value.row());
  }
}
