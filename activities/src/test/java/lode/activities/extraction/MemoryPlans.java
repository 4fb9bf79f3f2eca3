package lode.activities.extraction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.ResultRefused;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;

/** A plan in memory; a unit leaves it when its result is committed. */
final class MemoryPlans implements ExtractionPlans {

  final List<ExtractionUnit> units = new ArrayList<>();
  final List<UnitResult> committed = new ArrayList<>();

  /** Whether a result is refused as the database refuses data that its schema forbids. */
  boolean refuses;

  @Override
  public int plan(JobId jobId, ExtractRequest request, String fingerprint, Instant now) {
    return units.size();
  }

  @Override
  public int planAgain(JobId jobId, ExtractRequest request) {
    return units.size();
  }

  @Override
  public List<ExtractionUnit> units(JobId jobId, int from, int to, UnitStatus status) {
    return units.stream()
        .filter(unit -> unit.ordinal() >= from && unit.ordinal() < to && unit.status() == status)
        .toList();
  }

  @Override
  public List<Integer> modelOrdinals(JobId jobId, int after, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public void commit(JobId jobId, UnitResult result, Instant now) {
    if (refuses && !result.extractions().isEmpty()) {
      throw new ResultRefused(new IllegalArgumentException("the data is not valid"));
    }
    committed.add(result);
    units.removeIf(unit -> unit.ordinal() == result.ordinal());
  }

  @Override
  public List<String> touchedGroups(JobId jobId, @Nullable String after, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public void indexed(JobId jobId, List<Integer> ordinals) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public ExtractionCounters counters(JobId jobId) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<UnitFailure> failures(JobId jobId, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Optional<SourceId> leftOut(JobId jobId, int ordinal) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Optional<UnitDocument> document(JobId jobId, int ordinal) {
    throw new AssertionError("no test asks for this");
  }
}
