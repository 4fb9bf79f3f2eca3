package lode.activities.crawl;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lode.activities.Heartbeats;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageFetcher;
import lode.domain.crawl.RobotsFiles;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.workflows.crawl.CrawlActivities;

/** See {@link CrawlActivities}. */
public final class CrawlActivitiesImpl implements CrawlActivities, AutoCloseable {

  /** Entries of one insert. */
  private static final int ADD_AT_ONCE = 1_000;

  private final Jobs jobs;
  private final Frontier frontier;
  private final PoliteFetcher fetcher;
  private final RobotsFiles robotsFiles;
  private final CrawlSettings settings;
  private final Clock clock;
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fetch");
            thread.setDaemon(true);
            return thread;
          });

  /** Works on these ports. */
  public CrawlActivitiesImpl(
      Jobs jobs,
      Frontier frontier,
      PageFetcher fetcher,
      HostSlots slots,
      RobotsFiles robotsFiles,
      CrawlSettings settings,
      Clock clock) {
    this.jobs = jobs;
    this.frontier = frontier;
    this.fetcher = new PoliteFetcher(fetcher, slots);
    this.robotsFiles = robotsFiles;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public boolean open(JobId jobId) {
    // A run that begins has no batch yet: what is leased belongs to an earlier run that was lost.
    frontier.release(jobId, "");
    SteeringWatch steering = new SteeringWatch(frontier, jobId);
    if (steering.last().holds() || frontier.isOpened(jobId)) {
      return !steering.last().paused();
    }
    Job job = job(jobId);
    CrawlRequest request = JobPayload.read(job.payload(), CrawlRequest.class);
    frontier.open(jobId, request.maxPages(), List.of(), clock.instant());
    CrawlPlan plan = CrawlPlan.of(jobId, job.projectId(), request, List.of());
    try (Heartbeats heartbeats = Heartbeats.of(() -> "reads sitemaps")) {
      frontier.add(jobId, request.seeds().stream().map(NewEntry::of).toList());
      Runnable check =
          () -> {
            heartbeats.checkEnded();
            steering.checkHeld();
          };
      List<NewEntry> found = new SitemapSeeds(plan, robots(plan), fetcher, check).read();
      for (int from = 0; from < found.size(); from += ADD_AT_ONCE) {
        check.run();
        frontier.add(jobId, found.subList(from, Math.min(from + ADD_AT_ONCE, found.size())));
      }
      frontier.opened(jobId, clock.instant());
      return true;
    } catch (CrawlHeld held) {
      return !steering.last().paused();
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private RobotsGate robots(CrawlPlan plan) {
    return new RobotsGate(
        robotsFiles,
        fetcher,
        settings.robotsToken(),
        plan.allowedNetworks(),
        plan.request().minDelay(),
        plan.request().maxConcurrencyPerHost());
  }

  @Override
  public BatchResult batch(JobId jobId) {
    // Before the plan: a change in between ends the batch at once, it is never overlooked.
    SteeringWatch steering = new SteeringWatch(frontier, jobId);
    CrawlPlan plan = plan(jobId);
    PageVisit visit =
        new PageVisit(plan, settings, fetcher, robots(plan), frontier, clock, steering::halts);
    BatchRun run = new BatchRun(plan, settings, frontier, visit, pool, clock, owner(), steering);
    try (Heartbeats heartbeats = Heartbeats.of(run::decided)) {
      return run.run(heartbeats);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private CrawlPlan plan(JobId jobId) {
    Job job = job(jobId);
    return CrawlPlan.of(
        jobId,
        job.projectId(),
        JobPayload.read(job.payload(), CrawlRequest.class),
        frontier.state(jobId, clock.instant()).hosts());
  }

  private Job job(JobId jobId) {
    return jobs.find(jobId)
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "no job has the id " + jobId, "JobUnknown"));
  }

  /** The same on each attempt of an activity, so that an attempt takes back what the last held. */
  private static String owner() {
    return Activity.getExecutionContext().getInfo().getWorkflowRunId()
        + "/"
        + Activity.getExecutionContext().getInfo().getActivityId();
  }

  private static IllegalStateException interrupted(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the worker stops", stopped);
  }

  @Override
  public void abandon(JobId jobId) {
    frontier.release(jobId, "");
  }

  @Override
  public JobOutcome close(JobId jobId) {
    Job job = job(jobId);
    CrawlCounters counters = frontier.counters(jobId);
    Map<String, Object> result = new LinkedHashMap<>(counters.asMap());
    addTimes(result, job, counters);
    long kept = counters.fetched() + counters.unchanged();
    boolean stopped = frontier.steering(jobId).stopped();
    if (stopped) {
      result.put("stoppedBy", "stop");
    }
    if (kept == 0) {
      result.put("reason", nothingFound(jobId));
    } else if (!stopped && counters.pending() > 0) {
      result.put("stoppedBy", "maxPages: " + counters.pending() + " known URLs were not fetched");
    }
    if (!stopped && kept == 0 && counters.failed() > 0) {
      JobError error = new JobError("EverythingFailed", nothingFound(jobId), "crawl");
      return new JobOutcome(JobStatus.FAILED, result, error);
    }
    boolean partial = stopped || counters.failed() > 0;
    return JobOutcome.of(partial ? JobStatus.PARTIAL : JobStatus.COMPLETED, result);
  }

  private void addTimes(Map<String, Object> result, Job job, CrawlCounters counters) {
    Duration took =
        job.startedAt() == null
            ? Duration.ZERO
            : Duration.between(job.startedAt(), clock.instant());
    double seconds = took.toMillis() / 1000.0;
    long pages = counters.fetched() + counters.unchanged();
    result.put("durationSeconds", rounded(seconds, 2));
    result.put("pagesPerSecond", seconds == 0 ? 0.0 : rounded(pages / seconds, 3));
    result.put("avgSecondsPerPage", pages == 0 ? 0.0 : rounded(seconds / pages, 3));
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }

  private String nothingFound(JobId jobId) {
    List<String> rules = frontier.commonSkipRules(jobId, 5);
    return rules.isEmpty()
        ? "no page was stored: no URL was found"
        : "no page was stored: " + String.join("; ", rules);
  }

  @Override
  public void close() {
    pool.shutdownNow();
    fetcher.close();
  }
}
