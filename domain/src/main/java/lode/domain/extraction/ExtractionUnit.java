package lode.domain.extraction;

import java.util.Map;
import lode.domain.document.ContentHash;
import lode.domain.document.DocumentId;
import lode.domain.document.Source;
import org.jspecify.annotations.Nullable;

/**
 * One planned source of an extraction job.
 *
 * @param ordinal its place in the plan, from 0
 * @param bodyHash the body to read
 * @param current the current extraction of each field group, by group name
 */
public record ExtractionUnit(
    int ordinal,
    Source source,
    ContentHash bodyHash,
    byte[] body,
    @Nullable String contentType,
    UnitStatus status,
    Map<String, CurrentExtraction> current) {

  public ExtractionUnit {
    current = Map.copyOf(current);
  }

  /**
   * What tells whether an extraction is stale.
   *
   * @param groupHash hex hash of the field group that was asked for
   */
  public record CurrentExtraction(
      ExtractionId id,
      DocumentId documentId,
      String groupHash,
      String fingerprint,
      ContentHash contentHash,
      ExtractionStatus status) {

    /** Whether asking again would give the same. */
    public boolean answers(String hash, String extractor, ContentHash content) {
      return status != ExtractionStatus.PARTIAL
          && groupHash.equals(hash)
          && fingerprint.equals(extractor)
          && contentHash.equals(content);
    }
  }
}
