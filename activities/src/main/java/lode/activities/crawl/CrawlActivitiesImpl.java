package lode.activities.crawl;

import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import lode.activities.Heartbeats;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageFetcher;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.RobotsFiles;
import lode.domain.document.DocumentConverter;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobPayload;
import lode.domain.job.JobStatus;
import lode.domain.job.Jobs;
import lode.workflows.crawl.CrawlActivities;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link CrawlActivities}. */
public final class CrawlActivitiesImpl implements CrawlActivities, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CrawlActivitiesImpl.class);

  /** Entries of one insert. */
  private static final int ADD_AT_ONCE = 1_000;

  private final Jobs jobs;
  private final Frontier frontier;
  private final PoliteFetcher fetcher;
  private final RobotsFiles robotsFiles;
  private final SiteAccess access;
  private final CrawlSettings settings;
  private final Focusing focusing;
  private final Renderers renderers;
  private final Clock clock;
  private final DocumentConverter converter;
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fetch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean crawling;

  /** Works on these ports. */
  public CrawlActivitiesImpl(
      Jobs jobs,
      Frontier frontier,
      PageFetcher fetcher,
      HostSlots slots,
      RobotsFiles robotsFiles,
      SiteAccess access,
      CrawlSettings settings,
      Focusing focusing,
      Renderers renderers,
      Clock clock,
      DocumentConverter converter) {
    this.renderers = renderers;
    this.jobs = jobs;
    this.frontier = frontier;
    this.fetcher = new PoliteFetcher(fetcher, slots);
    this.robotsFiles = robotsFiles;
    this.access = access;
    this.settings = settings;
    this.focusing = focusing;
    this.clock = clock;
    this.converter = converter;
  }

  /**
   * Makes the JVM ready for the first crawl: reads made-up pages, for some seconds of one processor.
   * Ends when a crawl begins, or when this is not wanted any more.
   */
  public void rehearse(BooleanSupplier wanted) {
    new Rehearsal().run(() -> !crawling && wanted.getAsBoolean());
  }

  @Override
  public boolean open(JobId jobId) {
    crawling = true;
    // A run that begins has no batch yet: what is leased belongs to an earlier run that was lost.
    frontier.release(jobId, "");
    Job job = job(jobId);
    CrawlRequest request = request(job);
    SteeringWatch steering = new SteeringWatch(frontier, jobId, Deadline.of(job, request, clock));
    if (steering.last().holds() || frontier.isOpened(jobId)) {
      return !steering.last().paused();
    }
    frontier.open(jobId, request.maxPages(), List.of(), clock.instant());
    focusing.choices().begin(jobId, request);
    CrawlPlan plan = CrawlPlan.of(jobId, job.projectId(), request, List.of());
    CrawlAccess given = given(jobId);
    PoliteFetcher own = fetcher(jobId, given);
    try (Heartbeats heartbeats = Heartbeats.of(() -> "reads sitemaps")) {
      frontier.add(jobId, request.seeds().stream().map(NewEntry::of).toList());
      Runnable check =
          () -> {
            heartbeats.checkEnded();
            steering.checkHeld();
          };
      LinkChoice choice = focusing.choice(job, request);
      List<NewEntry> found =
          new SitemapSeeds(plan, robots(plan, given, own), own, choice, clock.instant(), check)
              .read();
      for (int from = 0; from < found.size(); from += ADD_AT_ONCE) {
        check.run();
        List<NewEntry> some = found.subList(from, Math.min(from + ADD_AT_ONCE, found.size()));
        frontier.add(jobId, choice.isFocused() ? some : focusing.unchangedLast(jobId, some));
      }
      frontier.opened(jobId, clock.instant());
      return true;
    } catch (CrawlHeld held) {
      return !steering.last().paused();
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  /** A key that is missing is not found by trying again: the job says so and ends. */
  private CrawlAccess given(JobId jobId) {
    try {
      return access.secrets().find(jobId);
    } catch (CrawlSecrets.SecretUnreadable unreadable) {
      throw ApplicationFailure.newNonRetryableFailure(unreadable.getMessage(), "SecretUnreadable");
    }
  }

  private PoliteFetcher fetcher(JobId jobId, CrawlAccess given) {
    CrawlCookieJars cookies = new CrawlCookieJars(jobId, access.cookies(), clock);
    return fetcher.asking(way -> new CrawlFetcher(way, given, cookies));
  }

  private RobotsGate robots(CrawlPlan plan, CrawlAccess given, PoliteFetcher own) {
    RobotsFiles files = new OwnRobotsFiles(robotsFiles, given, plan.id());
    return new RobotsGate(
        files,
        own,
        settings.robotsToken(),
        plan.allowedNetworks(),
        plan.request().minDelay(),
        plan.request().maxConcurrencyPerHost());
  }

  @Override
  public BatchResult batch(JobId jobId) {
    return batch(jobId, null);
  }

  /** A batch that runs the scripts of pages, if it has a browser. */
  BatchResult batch(JobId jobId, @Nullable PageRenderer renderer) {
    crawling = true;
    // Before the plan: a change in between ends the batch at once, it is never overlooked.
    Job job = job(jobId);
    SteeringWatch steering =
        new SteeringWatch(frontier, jobId, Deadline.of(job, request(job), clock));
    CrawlPlan plan = plan(jobId);
    CrawlAccess given = given(jobId);
    PoliteFetcher own = fetcher(jobId, given);
    Lanes lanes = lanes(plan, renderer);
    PageVisit visit =
        new PageVisit(
            plan,
            settings,
            own,
            robots(plan, given, own),
            frontier,
            clock,
            steering::halts,
            focusing.choice(job, plan.request()),
            converter,
            new PageScripts(lanes.mode(), lanes.canRender(), renderer));
    // While a page is rendered the next one is fetched.
    CrawlSettings paced =
        renderer == null ? settings : settings.withFetches(renderer.pagesAtOnce() + 1);
    BatchRun run =
        new BatchRun(
            plan, paced, frontier, visit, pool, clock, BatchOwner.current(), steering, lanes);
    try (Heartbeats heartbeats = Heartbeats.of(run::decided)) {
      return run.run(heartbeats);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private Lanes lanes(CrawlPlan plan, @Nullable PageRenderer renderer) {
    Rendering mode = plan.request().render();
    if (mode == Rendering.NEVER) {
      return new Lanes(mode, false, false);
    }
    boolean canRender = renderer != null || renderers.presence(clock.instant()).canRender();
    if (!canRender && frontier.withoutBrowser(plan.id()) > 0) {
      LOG.warn("{}: no worker renders any more, pages are stored as they are sent", plan.id());
    }
    return new Lanes(mode, canRender, renderer != null);
  }

  private CrawlPlan plan(JobId jobId) {
    Job job = job(jobId);
    return CrawlPlan.of(
        jobId, job.projectId(), request(job), frontier.state(jobId, clock.instant()).hosts());
  }

  private static CrawlRequest request(Job job) {
    return JobPayload.read(job.payload(), CrawlRequest.class);
  }

  private Job job(JobId jobId) {
    return jobs.find(jobId)
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "no job has the id " + jobId, "JobUnknown"));
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
    addRendering(result, job);
    long kept = counters.fetched() + counters.unchanged();
    CrawlRequest request = request(job);
    boolean ordered = frontier.steering(jobId).stopped();
    boolean late =
        counters.pending() > 0
            && kept < request.maxPages()
            && Deadline.of(job, request, clock).isOver();
    boolean stopped = ordered || late;
    if (stopped) {
      result.put("stoppedBy", ordered ? "stop" : "maxDuration " + request.maxDuration());
    }
    focusing.addTo(result, job, request);
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

  private void addRendering(Map<String, Object> result, Job job) {
    if (JobPayload.read(job.payload(), CrawlRequest.class).render() != Rendering.NEVER) {
      Frontier.RenderCounts counts = frontier.renderCounts(job.id());
      result.put("pagesRendered", counts.rendered());
      result.put("needsRendering", counts.needsRendering());
    }
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
