package lode.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lode.domain.job.Job;
import lode.domain.job.JobError;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.workflows.LodeDataConverter;
import lode.workflows.pipeline.JobStarter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody works for the server here: what is started stays running. */
class ReconcilerTest {

  private static final Duration CANCEL_WITHIN = Duration.ofMinutes(2);

  private final TestWorkflowEnvironment server =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(LodeDataConverter.create())
                      .build())
              .build());
  private final WorkflowClient client = server.getWorkflowClient();
  private final MemoryJobs jobs = new MemoryJobs();
  private final AtomicBoolean temporalIsWell = new AtomicBoolean(true);
  private final Reconciler reconciler =
      new Reconciler(
          jobs,
          jobs,
          client,
          new JobStarter(client),
          temporalIsWell::get,
          Duration.ofMillis(50),
          CANCEL_WITHIN,
          Clock.fixed(MemoryJobs.NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    reconciler.stop();
    server.close();
  }

  private Job job(JobStatus status) {
    return jobs.put(JobKind.REPORT, status, null, null);
  }

  private Job cancelled(JobKind kind, Duration ago) {
    return jobs.put(kind, JobStatus.RUNNING, MemoryJobs.NOW.minus(ago), null);
  }

  private Optional<WorkflowExecutionInfo> workflow(Job job) {
    try {
      return Optional.of(
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(server.getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(job.workflowId()))
                      .build())
              .getWorkflowExecutionInfo());
    } catch (StatusRuntimeException answer) {
      if (answer.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw answer;
    }
  }

  private @Nullable WorkflowExecutionStatus status(Job job) {
    return workflow(job).map(WorkflowExecutionInfo::getStatus).orElse(null);
  }

  private long cancellations(Job job) {
    return client.fetchHistory(job.workflowId()).getEvents().stream()
        .filter(
            event ->
                event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED)
        .count();
  }

  @Test
  void startsAJobThatWasNeverStarted() {
    Job job = job(JobStatus.QUEUED);

    reconciler.reconcile();

    assertThat(workflow(job))
        .hasValueSatisfying(
            started -> {
              assertThat(started.getType().getName()).isEqualTo("ReportWorkflow");
              assertThat(started.getStatus())
                  .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            });
  }

  @Test
  void startsOnlyOnce() {
    Job job = job(JobStatus.QUEUED);
    reconciler.reconcile();
    String run = workflow(job).orElseThrow().getExecution().getRunId();

    reconciler.reconcile();
    new JobStarter(client).start(job);

    assertThat(workflow(job).orElseThrow().getExecution().getRunId()).isEqualTo(run);
  }

  @Test
  void startsARunningJobAgainThatTemporalDoesNotKnow() {
    Job job = job(JobStatus.RUNNING);

    reconciler.reconcile();

    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(jobs.status(job)).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void failsAJobWhoseWorkflowWasTerminatedAndWithItItsChildren() {
    Job job = jobs.put(JobKind.PIPELINE, JobStatus.RUNNING, null, null);
    Job open = jobs.put(JobKind.EXTRACT, JobStatus.QUEUED, null, job.id());
    Job ended = jobs.put(JobKind.CRAWL, JobStatus.COMPLETED, null, job.id());
    new JobStarter(client).start(job);
    client.newUntypedWorkflowStub(job.workflowId()).terminate("by hand");

    reconciler.reconcile();

    assertThat(jobs.find(job.id()).orElseThrow().error())
        .extracting(JobError::type, JobError::stage)
        .containsExactly("WorkflowEnded", "queued");
    assertThat(jobs.status(job)).isEqualTo(JobStatus.FAILED);
    assertThat(jobs.status(open)).isEqualTo(JobStatus.FAILED);
    assertThat(jobs.status(ended)).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void endsAJobByForceThatWasCancelledLongAgo() {
    Job job = cancelled(JobKind.REPORT, CANCEL_WITHIN.plusSeconds(1));
    new JobStarter(client).start(job);

    reconciler.reconcile();

    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    assertThat(jobs.status(job)).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void asksAgainForACancellationThatMayHaveBeenLost() {
    Job job = cancelled(JobKind.REPORT, Duration.ofSeconds(10));
    new JobStarter(client).start(job);

    reconciler.reconcile();
    reconciler.reconcile();

    assertThat(cancellations(job)).isPositive();
    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(jobs.status(job)).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void endsACancelledJobThatNeverStarted() {
    Job job = cancelled(JobKind.REPORT, Duration.ofSeconds(1));

    reconciler.reconcile();

    assertThat(jobs.status(job)).isEqualTo(JobStatus.CANCELLED);
    assertThat(status(job)).isNull();
  }

  @Test
  void leavesAPausedJobPausedAndTellsItsWorkflowOnce() {
    Job job = jobs.put(JobKind.CRAWL, JobStatus.RUNNING, null, null);
    new JobStarter(client).start(job);
    jobs.pause(job.id(), MemoryJobs.NOW);

    reconciler.reconcile();
    reconciler.reconcile();

    assertThat(jobs.status(job)).isEqualTo(JobStatus.PAUSED);
    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(client.fetchHistory(job.workflowId()).getEvents())
        .filteredOn(event -> event.hasWorkflowExecutionSignaledEventAttributes())
        .hasSize(1);
    assertThat(jobs.untold).isEmpty();
  }

  @Test
  void startsAPausedJobAgainThatTemporalDoesNotKnow() {
    Job job = jobs.put(JobKind.CRAWL, JobStatus.RUNNING, null, null);
    jobs.pause(job.id(), MemoryJobs.NOW);

    reconciler.reconcile();

    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(jobs.status(job)).isEqualTo(JobStatus.PAUSED);
  }

  @Test
  void aJobThatNoWorkflowRunsKeepsNoOtherFromBeingCompared() {
    jobs.put(JobKind.REINDEX, JobStatus.QUEUED, null, null);
    Job job = job(JobStatus.QUEUED);

    reconciler.reconcile();

    assertThat(status(job)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  @Test
  void comparesAgainAndAgainAsSoonAsTemporalIsWell() {
    temporalIsWell.set(false);
    jobs.put(JobKind.REINDEX, JobStatus.QUEUED, null, null);
    Job early = job(JobStatus.QUEUED);
    reconciler.start();

    temporalIsWell.set(true);
    Eventually.await("the first start", () -> status(early) != null);
    Job late = job(JobStatus.QUEUED);

    Eventually.await("the second start", () -> status(late) != null);
  }
}
