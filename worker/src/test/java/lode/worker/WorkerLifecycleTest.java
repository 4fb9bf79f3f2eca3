package lode.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkerLifecycleTest {

  private static final String QUEUE = "held";

  /** Waits for its only step. */
  @WorkflowInterface
  public interface HeldWorkflow {

    /** Runs it. */
    @WorkflowMethod
    String run();
  }

  /** A step that takes as long as the test says. */
  @ActivityInterface
  public interface HeldActivities {

    /** Stays. */
    String stay();
  }

  /** See {@link HeldWorkflow}. */
  public static final class HeldWorkflowImpl implements HeldWorkflow {

    private final HeldActivities steps =
        Workflow.newActivityStub(
            HeldActivities.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public String run() {
      return steps.stay();
    }
  }

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch tables = new CountDownLatch(1);

  private void register(WorkerFactory factory) {
    Worker worker = factory.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(HeldWorkflowImpl.class);
    worker.registerActivitiesImplementations((HeldActivities) this::stay);
  }

  private String stay() {
    begun.countDown();
    try {
      return released.await(30, TimeUnit.SECONDS) ? "stayed" : "gave up";
    } catch (InterruptedException stopped) {
      interrupted.set(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  private WorkerLifecycle lifecycle(WorkflowClient client) {
    return new WorkerLifecycle(
        WorkerFactory.newInstance(client),
        this::register,
        tables::await,
        Duration.ofSeconds(20),
        running -> {});
  }

  private static WorkflowStub start(WorkflowClient client) {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "HeldWorkflow", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    workflow.start();
    return workflow;
  }

  @Test
  void anActivityThatIsUnderWayEndsBeforeTheWorkerDoes() throws Exception {
    tables.countDown();
    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance()) {
      WorkerLifecycle lifecycle = lifecycle(server.getWorkflowClient());
      lifecycle.start();
      WorkflowStub workflow = start(server.getWorkflowClient());
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      Thread stop = new Thread(lifecycle::stop, "stop");
      stop.start();
      Eventually.await("the drain", () -> !lifecycle.isReady());
      assertThat(stop.isAlive()).isTrue();
      released.countDown();
      stop.join(TimeUnit.SECONDS.toMillis(20));

      assertThat(stop.isAlive()).isFalse();
      assertThat(interrupted).isFalse();
      assertThat(lifecycle.isRunning()).isFalse();
      assertThat(
              server
                  .getWorkflowClient()
                  .fetchHistory(workflow.getExecution().getWorkflowId())
                  .getEvents())
          .anyMatch(event -> event.hasActivityTaskCompletedEventAttributes());
    }
  }

  @Test
  void startsOnceTheTablesAreThere() {
    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance()) {
      WorkerLifecycle lifecycle = lifecycle(server.getWorkflowClient());
      lifecycle.start();
      assertThat(lifecycle.isReady()).isFalse();

      tables.countDown();

      Eventually.await("the start", lifecycle::isReady);
      lifecycle.stop();
    }
  }

  @Test
  void startsWhenTemporalComesLater() throws Exception {
    tables.countDown();
    released.countDown();
    ServerSocket hangsUp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    int port = hangsUp.getLocalPort();
    WorkflowServiceStubs stubs = stubs(port);
    WorkerLifecycle lifecycle = lifecycle(WorkflowClient.newInstance(stubs));
    lifecycle.start();
    hangsUp.accept().close();
    assertThat(lifecycle.isReady()).isFalse();
    hangsUp.close();

    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
    try {
      Eventually.await("the start", lifecycle::isReady);
      WorkflowStub workflow = start(WorkflowClient.newInstance(stubs));
      assertThat(workflow.getResult(20, TimeUnit.SECONDS, String.class)).isEqualTo("stayed");
      lifecycle.stop();
    } finally {
      stubs.shutdownNow();
      server.close();
    }
  }

  @Test
  void stopsAtOnceWhileTemporalIsAway() throws IOException {
    tables.countDown();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      WorkflowServiceStubs stubs = stubs(silent.getLocalPort());
      WorkerLifecycle lifecycle = lifecycle(WorkflowClient.newInstance(stubs));
      lifecycle.start();
      silent.accept();

      assertTimeoutPreemptively(Duration.ofSeconds(8), () -> lifecycle.stop());

      assertThat(lifecycle.isReady()).isFalse();
      stubs.shutdownNow();
    }
  }

  private static WorkflowServiceStubs stubs(int port) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
  }
}
