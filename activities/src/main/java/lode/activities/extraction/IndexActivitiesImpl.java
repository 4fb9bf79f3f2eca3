package lode.activities.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lode.activities.Heartbeats;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.job.JobId;
import lode.domain.search.PassageIndexer;
import lode.domain.search.PassageTexts;
import lode.workflows.extraction.IndexActivities;

/** See {@link IndexActivities}. */
public final class IndexActivitiesImpl implements IndexActivities {

  private final ExtractionPlans plans;
  private final Boilerplates boilerplates;
  private final PassageIndexer indexer;

  /** Works on these ports. */
  public IndexActivitiesImpl(
      ExtractionPlans plans, Boilerplates boilerplates, PassageIndexer indexer) {
    this.plans = plans;
    this.boilerplates = boilerplates;
    this.indexer = indexer;
  }

  @Override
  public void index(JobId jobId, int from, int to) {
    AtomicInteger done = new AtomicInteger();
    try (Heartbeats heartbeats = Heartbeats.of(done::get)) {
      indexer.prepare();
      for (int ordinal = from; ordinal < to; ordinal++) {
        heartbeats.checkEnded();
        index(jobId, ordinal);
        done.incrementAndGet();
      }
    }
  }

  /** One source: rows, points, mark; killed in between, the next attempt does the same again. */
  private void index(JobId jobId, int ordinal) {
    List<Integer> indexed = new ArrayList<>();
    plans
        .document(jobId, ordinal)
        .ifPresent(
            unit -> {
              indexer.index(
                  unit.source().id(),
                  PassageTexts.of(
                      unit.source(),
                      unit.documentId(),
                      unit.document(),
                      boilerplates.leftOut(unit.source().id(), unit.documentId()),
                      unit.extractions()),
                  jobId);
              indexed.add(ordinal);
            });
    plans.leftOut(jobId, ordinal).ifPresent(source -> indexer.index(source, List.of(), jobId));
    if (!indexed.isEmpty()) {
      plans.indexed(jobId, indexed);
    }
  }
}
