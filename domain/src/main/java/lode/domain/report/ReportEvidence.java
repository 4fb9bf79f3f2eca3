package lode.domain.report;

import lode.domain.document.DocumentId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;

/**
 * A numbered quote: text of the document at {@code [charStart, charEnd)}; empty with places of -1
 * when the value needs no quote or has none.
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
    Tier tier) {}
