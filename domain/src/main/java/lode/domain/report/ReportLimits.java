package lode.domain.report;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a report; null means the default. What falls outside is counted in the report.
 *
 * @param maxExtractionsPerGroup extractions read for one source group when rows are sources or
 *     hosts, 1 to 10000, default 1000
 * @param maxDetails fields shown of an entity in a comparison, 1 to 30, default 5
 * @param maxEntities entities shown of one row subject and field group, 1 to 1000, default 200
 */
public record ReportLimits(
    @Nullable Integer maxExtractionsPerGroup,
    @Nullable Integer maxDetails,
    @Nullable Integer maxEntities) {

  /** All defaults. */
  public static final ReportLimits DEFAULT = new ReportLimits(null, null, null);

  int effectiveMaxExtractions() {
    return maxExtractionsPerGroup == null ? 1000 : maxExtractionsPerGroup;
  }

  int effectiveMaxDetails() {
    return maxDetails == null ? 5 : maxDetails;
  }

  int effectiveMaxEntities() {
    return maxEntities == null ? 200 : maxEntities;
  }
}
