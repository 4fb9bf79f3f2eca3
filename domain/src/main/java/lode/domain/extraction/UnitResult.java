package lode.domain.extraction;

import java.util.List;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.job.JobError;
import org.jspecify.annotations.Nullable;

/**
 * What extraction made of one source, committed as one.
 *
 * @param unit what was read: the source's version and body as they were then
 * @param document the document that was read; null when it could not be made
 * @param contentHash of what was read of its main content; null without a document
 * @param leftOut what of the document was not read
 * @param extractions new current extractions; those of other groups stay
 * @param reason why it was skipped or is partial; null otherwise
 * @param usage what the model cost; zero for the markup tier
 */
public record UnitResult(
    ExtractionUnit unit,
    UnitStatus status,
    @Nullable Document document,
    @Nullable ContentHash contentHash,
    LeftOut leftOut,
    int converterVersion,
    String fingerprint,
    List<NewExtraction> extractions,
    @Nullable String reason,
    @Nullable JobError error,
    ModelUsage usage) {

  public UnitResult {
    extractions = List.copyOf(extractions);
  }

  /** The unit's place in the plan. */
  public int ordinal() {
    return unit.ordinal();
  }
}
