package lode.api.extraction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lode.domain.document.SourceId;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Item;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An extraction on the wire.
 *
 * @param fields of a plain group; absent for an entity list
 * @param items of an entity list; absent for a plain group
 */
record ExtractionBody(
    ExtractionId id,
    SourceId sourceId,
    String sourceUrl,
    String sourceGroup,
    String fieldGroup,
    int schemaVersion,
    ExtractionStatus status,
    JsonNode data,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, FieldValue> fields,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) List<Item> items,
    double confidence,
    Instant extractedAt) {

  static ExtractionBody of(Extraction extraction) {
    boolean entityList = extraction.data().isArray();
    List<Item> items = extraction.answer().items();
    Map<String, FieldValue> fields = items.isEmpty() ? Map.of() : items.get(0).fields();
    return new ExtractionBody(
        extraction.id(),
        extraction.sourceId(),
        extraction.sourceUrl(),
        extraction.sourceGroup(),
        extraction.answer().fieldGroup(),
        extraction.schemaVersion(),
        extraction.status(),
        extraction.data(),
        entityList ? null : fields,
        entityList ? items : null,
        extraction.confidence(),
        extraction.extractedAt());
  }
}
