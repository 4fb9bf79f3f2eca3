package lode.activities.extraction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which tiers extract, and the model's limits.
 *
 * @param model name of the configured model; null for the markup tier alone
 * @param chunkTokens most tokens of page text in one call
 * @param overlapTokens tokens that a chunk repeats of the one before
 * @param maxOutputTokens most tokens of a reply
 * @param leaseTime how long a call that is under way keeps others from buying the same
 */
public record ExtractorSettings(
    @Nullable String model,
    int chunkTokens,
    int overlapTokens,
    int maxOutputTokens,
    Duration leaseTime) {

  /** Whether the model tier is configured. */
  public boolean hasModel() {
    return model != null;
  }
}
