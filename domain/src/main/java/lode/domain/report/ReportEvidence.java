package lode.domain.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import lode.domain.document.DocumentId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A numbered quote: text of the document at {@code [charStart, charEnd)}; empty with places of -1
 * when the value needs no quote or has none.
 *
 * @param page 1-based page of the file, or null
 * @param sheet name of the workbook's sheet, or null
 * @param row 1-based row of that sheet, or null
 */
public record ReportEvidence(
    int number,
    String quote,
    String sourceUrl,
    int charStart,
    int charEnd,
    DocumentId documentId,
    ExtractionId extractionId,
    Match match,
    Tier tier,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer page,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String sheet,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Integer row) {

  /** Evidence from a page that has no pages inside. */
  public ReportEvidence(
      int number,
      String quote,
      String sourceUrl,
      int charStart,
      int charEnd,
      DocumentId documentId,
      ExtractionId extractionId,
      Match match,
      Tier tier) {
    this(
        number,
        quote,
        sourceUrl,
        charStart,
        charEnd,
        documentId,
        extractionId,
        match,
        tier,
        null,
        null,
        null);
  }
}
