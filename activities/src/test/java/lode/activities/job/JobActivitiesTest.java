package lode.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import lode.activities.OneJob;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import org.junit.jupiter.api.Test;

class JobActivitiesTest {

  private final OneJob jobs = OneJob.of(JobKind.PIPELINE, Map.of());
  private final JobActivitiesImpl activities = new JobActivitiesImpl(jobs, Clock.systemUTC());

  @Test
  void beginsAJobThatHasNotEnded() {
    assertThat(activities.begin(jobs.id(), "run").ended()).isNull();
  }

  @Test
  void failsForGoodWithoutTheJob() {
    JobId gone = new JobId(UUID.randomUUID());

    assertThatThrownBy(() -> activities.begin(gone, "run"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
    assertThatThrownBy(() -> activities.child(gone, JobKind.CRAWL))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
  }
}
