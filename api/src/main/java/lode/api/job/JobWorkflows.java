package lode.api.job;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lode.domain.job.Job;
import lode.workflows.pipeline.JobStarter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Starts and cancels the workflows of jobs without making a request wait for Temporal: what is not
 * done in two seconds goes on behind it, and what fails is left to the reconciler, for the job's row
 * says what is wanted.
 */
public final class JobWorkflows implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(JobWorkflows.class);

  private static final long PATIENCE_SECONDS = 2;
  private static final int THREADS = 4;
  private static final int WAITING = 200;

  private final WorkflowClient client;
  private final JobStarter starter;
  private final ThreadPoolExecutor calls;

  /** Works through this connection. */
  public JobWorkflows(TemporalConnection temporal) {
    this.client = temporal.client();
    this.starter = new JobStarter(client);
    this.calls =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "temporal-call");
              thread.setDaemon(true);
              return thread;
            });
    calls.allowCoreThreadTimeOut(true);
  }

  /** Starts the job's workflow; if Temporal is away, the job stays queued. */
  void start(Job job) {
    attempt(
        "start " + job.workflowId(),
        () -> {
          starter.start(job);
          return true;
        });
  }

  /** Cancels the job's workflow; false when Temporal is well and knows no such running workflow. */
  boolean cancel(Job job) {
    return attempt(
        "cancel " + job.workflowId(),
        () -> {
          try {
            client.newUntypedWorkflowStub(job.workflowId()).cancel();
            return true;
          } catch (WorkflowNotFoundException unknown) {
            return false;
          }
        });
  }

  /** Tells a crawl's workflow that it is steered; once that is done, or there is none, runs the rest. */
  void signal(Job crawl, String name, Runnable rest) {
    attempt(
        "signal " + name + " to " + crawl.workflowId(),
        () -> {
          try {
            client.newUntypedWorkflowStub(crawl.workflowId()).signal(name);
          } catch (WorkflowNotFoundException unknown) {
            log.debug("{} reads the tables when it begins", crawl.workflowId());
          }
          rest.run();
          return true;
        });
  }

  private boolean attempt(String what, Callable<Boolean> call) {
    try {
      Future<Boolean> done = calls.submit(() -> logged(what, call));
      return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RejectedExecutionException slow) {
      log.warn("Temporal is slow to {}; the request does not wait", what);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("could not " + what, failure.getCause());
    }
  }

  private static boolean logged(String what, Callable<Boolean> call) throws Exception {
    try {
      return call.call();
    } catch (WorkflowServiceException | StatusRuntimeException away) {
      log.warn("Temporal could not {}; the reconciler will: {}", what, away.toString());
      return true;
    }
  }

  @Override
  public void destroy() {
    calls.shutdownNow();
  }
}
