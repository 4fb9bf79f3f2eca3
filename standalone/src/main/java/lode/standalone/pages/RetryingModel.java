package lode.standalone.pages;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUnavailable;

/**
 * Asks a model again where that may help, since no workflow does it here. A model that asks for a
 * longer pause than {@link #LONGEST_PAUSE} is not waited for.
 */
public final class RetryingModel implements LanguageModel {

  /** Calls for one reply. */
  static final int TRIES = 5;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final LanguageModel model;
  private final Semaphore permits;

  /**
   * A model that is asked by so many threads at once.
   *
   * @param concurrency calls under way at once
   */
  public RetryingModel(LanguageModel model, int concurrency) {
    this.model = model;
    this.permits = new Semaphore(concurrency);
  }

  @Override
  public ModelReply complete(ModelRequest request, Progress progress) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request, progress);
      } catch (ModelCallFailed failed) {
        Duration pause = failed.retryAfter().orElse(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        boolean isLast = attempt == TRIES || pause.compareTo(LONGEST_PAUSE) > 0;
        if (!failed.retriable() || isLast) {
          throw failed;
        }
        pause(pause);
      }
    }
  }

  private ModelReply once(ModelRequest request, Progress progress) {
    permits.acquireUninterruptibly();
    try {
      return model.complete(request, progress);
    } finally {
      permits.release();
    }
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailable("the command was stopped");
    }
  }
}
