package lode.domain.report;

import java.util.List;
import lode.domain.extraction.Tier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value in a report with what speaks for it and against it.
 *
 * @param value null when it was not found
 * @param text the value for a reader, without its unit where the heading has it; empty when not found
 * @param confidence of the best evidence, 0 to 1; 0 says that there is none; null when not found
 * @param tier which tier gave the best evidence; null when not found or when the cell
 *     sums up several fields
 * @param evidence numbers of {@link ReportEvidence}
 * @param conflicts other values that were stated
 * @param moreConflicts how many further ones there are
 */
public record ReportCell(
    @Nullable JsonNode value,
    String text,
    @Nullable Double confidence,
    @Nullable Tier tier,
    List<Integer> evidence,
    List<CellConflict> conflicts,
    int moreConflicts) {

  static final ReportCell EMPTY = new ReportCell(null, "", null, null, List.of(), List.of(), 0);

  public ReportCell {
    value = value == null || value.isNull() ? null : value;
    evidence = List.copyOf(evidence);
    conflicts = List.copyOf(conflicts);
  }

  /** Whether the value was found. */
  public boolean found() {
    return value != null;
  }

  /** Whether the value was found but nothing was quoted for it. */
  public boolean lacksEvidence() {
    return confidence != null && confidence == 0;
  }
}
