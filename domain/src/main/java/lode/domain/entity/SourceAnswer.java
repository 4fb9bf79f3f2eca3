package lode.domain.entity;

import java.time.Instant;
import java.util.List;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.Item;
import org.jspecify.annotations.Nullable;

/**
 * What the current extraction of one source says about one field group.
 *
 * @param contentKey the same for sources with the same main content, such as a hash of it; equal
 *     content has one voice
 * @param fetchedAt when the page was fetched, if known
 * @param items at most one for a plain group, any number for an entity list
 */
public record SourceAnswer(
    ExtractionId extractionId,
    SourceId sourceId,
    String sourceUrl,
    @Nullable Instant fetchedAt,
    String contentKey,
    List<Item> items) {

  public SourceAnswer {
    items = List.copyOf(items);
  }
}
