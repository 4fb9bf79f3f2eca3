package lode.domain.search;

import java.util.UUID;
import lode.domain.document.CharInterval;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A text that can be found: a chunk of a document, or an extraction in words.
 *
 * @param id also the id of its point in the index
 * @param extractionId set for extractions
 * @param fieldGroup set for extractions
 * @param heading headings above it, outermost first
 * @param interval where it stands in the document's text
 */
public record Passage(
    UUID id,
    ProjectId projectId,
    SourceId sourceId,
    DocumentId documentId,
    @Nullable ExtractionId extractionId,
    String sourceGroup,
    @Nullable String fieldGroup,
    String heading,
    String text,
    CharInterval interval) {

  /** {@code chunk} or {@code extraction}. */
  public String kind() {
    return extractionId == null ? "chunk" : "extraction";
  }
}
