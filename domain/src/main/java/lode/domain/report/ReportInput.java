package lode.domain.report;

import java.time.Instant;
import java.util.List;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.project.ExtractionSchema;

/**
 * All that a report is made from.
 *
 * @param generatedAt the time to print
 * @param records consolidated records of the project; others than asked for are passed over
 * @param extractions current extractions; read only when rows are sources or hosts
 * @param modelConfigured whether a model took part; if not, the report says so
 */
public record ReportInput(
    ExtractionSchema schema,
    int schemaVersion,
    Instant generatedAt,
    List<ConsolidatedRecord> records,
    List<SourceExtraction> extractions,
    boolean modelConfigured) {

  public ReportInput {
    records = List.copyOf(records);
    extractions = List.copyOf(extractions);
  }
}
