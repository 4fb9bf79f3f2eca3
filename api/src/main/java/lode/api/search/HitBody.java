package lode.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.search.Passage;
import lode.domain.search.PassageSearch.Hit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A hit on the wire; extractions have their id and data. */
record HitBody(
    double score,
    String kind,
    SourceId sourceId,
    String url,
    String sourceGroup,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String fieldGroup,
    String heading,
    String text,
    int charStart,
    int charEnd,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) ExtractionId extractionId,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode data) {

  static HitBody of(Hit hit) {
    Passage passage = hit.found().passage();
    return new HitBody(
        hit.score(),
        passage.kind(),
        passage.sourceId(),
        hit.found().url(),
        passage.sourceGroup(),
        passage.fieldGroup(),
        passage.heading(),
        passage.text(),
        passage.interval().start(),
        passage.interval().end(),
        passage.extractionId(),
        hit.found().data());
  }
}
