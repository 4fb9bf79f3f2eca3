package lode.activities.extraction;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lode.activities.Heartbeats;
import lode.activities.LargeBodies;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.BoilerplateSurvey;
import lode.domain.document.DocumentConverter.Converted;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what is repeated over the pages of hosts, before anything is extracted of them. */
final class RepeatsRun {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatsRun.class);

  /** Units whose bodies are in memory at once. */
  private static final int BODIES_AT_ONCE = 10;

  /** Hosts decided by one activity. */
  private static final int HOSTS_AT_ONCE = 20;

  private final ExtractionJobs jobs;
  private final ExtractionPlans plans;
  private final PageReader pages;
  private final BoilerplateSurvey decisions;

  RepeatsRun(ExtractionJobs jobs, ExtractionPlans plans, PageReader pages, BoilerplateRule rule) {
    this.jobs = jobs;
    this.plans = plans;
    this.pages = pages;
    this.decisions = new BoilerplateSurvey(pages.boilerplates(), pages.documents(), rule);
  }

  void survey(JobId jobId, int from, int to) {
    AtomicInteger done = new AtomicInteger();
    try (Heartbeats heartbeats = Heartbeats.of(done::get)) {
      for (int next = from; next < to; next += BODIES_AT_ONCE) {
        int end = Math.min(next + BODIES_AT_ONCE, to);
        for (ExtractionUnit unit : plans.units(jobId, next, end, UnitStatus.PLANNED)) {
          heartbeats.checkEnded();
          survey(unit);
          done.incrementAndGet();
        }
      }
    }
  }

  private void survey(ExtractionUnit unit) {
    Converted read = read(pages.open(unit));
    if (read != null) {
      pages.keep(unit, read);
    }
  }

  /** A source that cannot be read is not counted; the markup step says why. */
  private @Nullable Converted read(PageReader.Opened opened) {
    try {
      return LargeBodies.read(opened.unit().body(), () -> pages.read(opened));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops", stopped);
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.debug("{} is not counted", opened.unit().source().url(), broken);
      return null;
    }
  }

  /** The last host that was decided, while there may be more; null when there are none. */
  @Nullable String decide(JobId jobId, @Nullable String after) {
    Job job = jobs.job(jobId);
    List<String> hosts = pages.boilerplates().undecidedHosts(jobId, after, HOSTS_AT_ONCE);
    AtomicInteger done = new AtomicInteger();
    try (Heartbeats heartbeats = Heartbeats.of(done::get)) {
      for (String host : hosts) {
        heartbeats.checkEnded();
        decisions.decide(jobId, job.projectId(), host);
        done.incrementAndGet();
      }
    }
    return hosts.size() == HOSTS_AT_ONCE ? hosts.get(hosts.size() - 1) : null;
  }
}
