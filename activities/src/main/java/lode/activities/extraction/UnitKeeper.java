package lode.activities.extraction;

import io.temporal.activity.Activity;
import java.time.Clock;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.UnitResult;
import lode.domain.job.JobError;
import lode.domain.job.JobId;

/** Commits what became of units; one that can never be committed costs only itself. */
final class UnitKeeper {

  /** Attempts of the activity after which a refusal is the unit's fault, not the database's. */
  private static final int PATIENCE = 5;

  private final ExtractionPlans plans;
  private final Clock clock;

  UnitKeeper(ExtractionPlans plans, Clock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  void keep(JobId jobId, Extractor extractor, UnitResult result) {
    try {
      plans.commit(jobId, result, clock.instant());
    } catch (RuntimeException refused) {
      if (Activity.getExecutionContext().getInfo().getAttempt() < PATIENCE) {
        throw refused;
      }
      plans.commit(
          jobId, extractor.failed(result.unit(), JobError.of(refused, "store")), clock.instant());
    }
  }
}
