package lode.activities.extraction;

import java.time.Clock;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ResultRefused;
import lode.domain.extraction.UnitResult;
import lode.domain.job.JobError;
import lode.domain.job.JobId;

/** Commits what became of units; one that can never be committed costs only itself. */
final class UnitKeeper {

  private final ExtractionPlans plans;
  private final Clock clock;

  UnitKeeper(ExtractionPlans plans, Clock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  void keep(JobId jobId, Extractor extractor, UnitResult result) {
    try {
      plans.commit(jobId, result, clock.instant());
    } catch (ResultRefused refused) {
      plans.commit(
          jobId, extractor.failed(result.unit(), JobError.of(refused, "store")), clock.instant());
    }
  }
}
