package lode.domain.extraction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;

/** The plan of each extraction job, rows read by ordinal. Each method is one transaction. */
public interface ExtractionPlans {

  /**
   * Plans the sources that a request means: all with {@code force}, else those whose content, schema
   * version or extractor changed since they were extracted. Repeating it changes nothing.
   *
   * <p>A source that is linked to one that says the same is not read: its main source is meant in its
   * place. When that is news it gets a unit that is skipped already, and its extractions are current
   * no more.
   *
   * @return how many sources are planned
   */
  int plan(JobId jobId, ExtractRequest request, String fingerprint, Instant now);

  /**
   * Plans those sources of the request, too, that must be read again since the extraction decided what
   * is boilerplate. Repeating it changes nothing.
   *
   * @return how many sources are planned now
   */
  int planAgain(JobId jobId, ExtractRequest request);

  /** The units {@code [from, to)} of the plan that have the given status. */
  List<ExtractionUnit> units(JobId jobId, int from, int to, UnitStatus status);

  /** Ordinals after {@code after} that wait for the model, ascending. */
  List<Integer> modelOrdinals(JobId jobId, int after, int limit);

  /** Commits one unit: document, extractions, status of source and unit, counters. */
  void commit(JobId jobId, UnitResult result, Instant now);

  /** Source groups after {@code after} that the job extracted something of, ascending. */
  List<String> touchedGroups(JobId jobId, @Nullable String after, int limit);

  /** Notes that the units' passages are in the search index. */
  void indexed(JobId jobId, List<Integer> ordinals);

  /** The committed counters. */
  ExtractionCounters counters(JobId jobId);

  /** The first failures, as sentences with their URLs. */
  List<UnitFailure> failures(JobId jobId, int limit);

  /** The document of a unit's source with its id, once it was extracted. */
  Optional<UnitDocument> document(JobId jobId, int ordinal);

  /** The source of a unit that says the same as another one, while passages of it are left. */
  Optional<SourceId> leftOut(JobId jobId, int ordinal);

  /** A unit that failed or is partial. */
  record UnitFailure(String sourceUrl, String status, String reason) {}

  /** What indexing reads of a unit. */
  record UnitDocument(
      lode.domain.document.Source source,
      lode.domain.document.DocumentId documentId,
      lode.domain.document.Document document,
      List<Extraction> extractions) {}
}
