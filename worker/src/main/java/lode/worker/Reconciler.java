package lode.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lode.domain.crawl.CrawlSteering;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobOutcome;
import lode.domain.job.JobQuery;
import lode.domain.job.Jobs;
import lode.domain.job.PageRequest;
import lode.workflows.pipeline.JobStarter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares jobs that have not ended with what Temporal says of their workflows. Never started: start.
 * Gone, while the server itself is well: start again from the tables. Ended by force: failed.
 * Cancelled and still not ended after a while: end it by force. Steered while
 * Temporal was away: tell the workflow.
 */
public final class Reconciler implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final int AT_ONCE = 1_000;
  private static final Set<WorkflowExecutionStatus> LIVE =
      Set.of(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
          WorkflowExecutionStatus.UNRECOGNIZED);

  private final Jobs jobs;
  private final CrawlSteering steering;
  private final WorkflowClient client;
  private final JobStarter starter;
  private final BooleanSupplier temporalIsWell;
  private final Duration every;
  private final Duration cancelWithin;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "reconciler");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean running;
  private boolean cameUp;

  Reconciler(
      Jobs jobs,
      CrawlSteering steering,
      WorkflowClient client,
      JobStarter starter,
      BooleanSupplier temporalIsWell,
      Duration every,
      Duration cancelWithin,
      Clock clock) {
    this.jobs = jobs;
    this.steering = steering;
    this.client = client;
    this.starter = starter;
    this.temporalIsWell = temporalIsWell;
    this.every = every;
    this.cancelWithin = cancelWithin;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    schedule.scheduleWithFixedDelay(this::tick, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** Right after the start as soon as Temporal answers, then at the pace of the setting. */
  private void tick() {
    if (!temporalIsWell.getAsBoolean()) {
      return;
    }
    if (!cameUp) {
      cameUp = true;
      reconcile();
      schedule.scheduleWithFixedDelay(
          this::reconcile, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One comparison of all live jobs. */
  void reconcile() {
    try {
      for (Job job : jobs.live(AT_ONCE)) {
        tryToReconcile(job);
      }
      for (CrawlSteering.Untold order : steering.untold(AT_ONCE)) {
        tryToTell(order);
      }
    } catch (RuntimeException notNow) {
      LOG.warn("jobs are not compared now: {}", notNow.toString());
    }
  }

  /** A job that cannot be compared keeps no other from it; nor may it end the schedule. */
  private void tryToReconcile(Job job) {
    try {
      reconcile(job);
    } catch (RuntimeException notNow) {
      LOG.warn("{} is not compared now: {}", job.workflowId(), notNow.toString());
    }
  }

  private void tryToTell(CrawlSteering.Untold order) {
    try {
      client.newUntypedWorkflowStub(order.workflowId()).signal("changed");
    } catch (WorkflowNotFoundException unknown) {
      LOG.debug("{} reads the tables when it begins", order.workflowId());
    } catch (RuntimeException notNow) {
      LOG.warn("{} is not told now: {}", order.workflowId(), notNow.toString());
      return;
    }
    steering.told(order.crawlId(), order.since());
  }

  private void reconcile(Job job) {
    Optional<WorkflowExecutionStatus> status = describe(job);
    if (status.isEmpty()) {
      revive(job);
    } else if (LIVE.contains(status.get())) {
      pressCancellation(job);
    } else if (hasEndedWithoutARecord(job)) {
      endAs(job, status.get());
    }
  }

  private void revive(Job job) {
    if (job.cancelRequestedAt() != null) {
      finish(job, JobOutcome.cancelled(Map.of()));
      return;
    }
    LOG.info("starting {} from the tables: Temporal does not know it", job.workflowId());
    starter.start(job);
  }

  /** Asks again, as the first request may have been lost on its way; by force after a while. */
  private void pressCancellation(Job job) {
    if (job.cancelRequestedAt() == null) {
      return;
    }
    WorkflowStub workflow = client.newUntypedWorkflowStub(job.workflowId());
    if (job.cancelRequestedAt().plus(cancelWithin).isAfter(clock.instant())) {
      workflow.cancel();
      return;
    }
    LOG.warn("{} did not end within {} of its cancellation", job.workflowId(), cancelWithin);
    workflow.terminate("did not end within " + cancelWithin + " of its cancellation");
    finish(job, JobOutcome.cancelled(Map.of()));
  }

  /** Ends a job whose workflow cannot do so, and its children, which have nobody else. */
  private void finish(Job job, JobOutcome outcome) {
    jobs.finish(job.id(), outcome, clock.instant());
    JobQuery children = new JobQuery(null, null, null, null, null, job.id());
    for (Job child : jobs.list(children, new PageRequest(PageRequest.MAX_LIMIT, null)).items()) {
      if (!child.status().isTerminal()) {
        jobs.finish(child.id(), outcome, clock.instant());
      }
    }
  }

  /** A workflow writes its end before it ends; the row that was read may be older than that. */
  private boolean hasEndedWithoutARecord(Job job) {
    return jobs.find(job.id()).filter(now -> !now.status().isTerminal()).isPresent();
  }

  private void endAs(Job job, WorkflowExecutionStatus status) {
    String name = status.name().replace("WORKFLOW_EXECUTION_STATUS_", "").toLowerCase(Locale.ROOT);
    boolean cancelled = status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
    JobOutcome outcome =
        cancelled
            ? JobOutcome.cancelled(Map.of())
            : JobOutcome.failed(
                new JobError(
                    "WorkflowEnded",
                    "its workflow ended as " + name + " without recording a result",
                    job.phase() == null ? "queued" : job.phase()));
    finish(job, outcome);
  }

  private Optional<WorkflowExecutionStatus> describe(Job job) {
    try {
      return Optional.of(
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(5, TimeUnit.SECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(job.workflowId()))
                      .build())
              .getWorkflowExecutionInfo()
              .getStatus());
    } catch (StatusRuntimeException answer) {
      if (answer.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw answer;
    }
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
