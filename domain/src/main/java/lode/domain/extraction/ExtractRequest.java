package lode.domain.extraction;

import java.util.List;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * Which sources to extract.
 *
 * @param sourceIds only these; empty means all
 * @param sourceGroups only these; empty means all
 * @param fieldGroups only these; empty means all
 * @param force also sources whose content, schema and extractor are as they were
 * @param crawlId only sources that this crawl fetched or found unchanged; null means any
 */
public record ExtractRequest(
    List<SourceId> sourceIds,
    List<String> sourceGroups,
    List<String> fieldGroups,
    boolean force,
    @Nullable JobId crawlId) {

  public ExtractRequest {
    sourceIds = sourceIds == null ? List.of() : List.copyOf(sourceIds);
    sourceGroups = sourceGroups == null ? List.of() : List.copyOf(sourceGroups);
    fieldGroups = fieldGroups == null ? List.of() : List.copyOf(fieldGroups);
  }

  /** Every stale source that a crawl saw. */
  public static ExtractRequest ofCrawl(JobId crawlId) {
    return new ExtractRequest(List.of(), List.of(), List.of(), false, crawlId);
  }
}
