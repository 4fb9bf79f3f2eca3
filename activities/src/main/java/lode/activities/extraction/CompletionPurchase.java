package lode.activities.extraction;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import lode.domain.extraction.CompletionKey;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ExtractionPrompts;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.StoredCompletion;
import lode.domain.job.Job;

/** Gets the reply to a request: from the store, else from the model and then into the store. */
final class CompletionPurchase implements Replies {

  /** When to look first for a reply that another worker is buying. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Completions completions;
  private final LanguageModel model;
  private final ExtractorSettings settings;
  private final Job job;
  private final String owner;
  private final int tries;
  private final LanguageModel.Progress progress;
  private ModelUsage usage = ModelUsage.NONE;

  CompletionPurchase(
      Completions completions,
      LanguageModel model,
      ExtractorSettings settings,
      Job job,
      String owner,
      int tries,
      LanguageModel.Progress progress) {
    this.completions = completions;
    this.model = model;
    this.settings = settings;
    this.job = job;
    this.owner = owner;
    this.tries = tries;
    this.progress = progress;
  }

  @Override
  public ModelUsage usage() {
    return usage;
  }

  /** The reply; stored before it is returned. */
  @Override
  public ModelReply reply(ModelRequest request, int attempt) {
    CompletionKey key =
        CompletionKey.of(
            request, String.valueOf(settings.model()), ExtractionPrompts.VERSION, attempt);
    Optional<StoredCompletion> stored = completions.find(key);
    if (stored.isPresent()) {
      usage = usage.plus(new ModelUsage(0, 1, 0, 0));
      return stored.get().reply();
    }
    if (!completions.lease(key, owner, settings.leaseTime())) {
      throw ApplicationFailure.newFailureWithCauseAndDelay(
          "another worker asks the model for the same", "CompletionUnderWay", null, lookAgain());
    }
    // Another worker may have stored the reply and ended its lease since we looked.
    Optional<StoredCompletion> meanwhile = completions.find(key);
    if (meanwhile.isPresent()) {
      completions.release(key, owner);
      usage = usage.plus(new ModelUsage(0, 1, 0, 0));
      return meanwhile.get().reply();
    }
    return buy(request, key);
  }

  /** Doubles, so that all tries together outlast a lease that a dead worker left. */
  private Duration lookAgain() {
    Duration doubled = LOOK_AGAIN.multipliedBy(1L << Math.max(0, Math.min(tries - 1, 20)));
    return doubled.compareTo(settings.leaseTime()) < 0 ? doubled : settings.leaseTime();
  }

  private ModelReply buy(ModelRequest request, CompletionKey key) {
    try {
      ModelReply reply = model.complete(request, progress);
      completions.store(key, reply, job.id(), job.projectId());
      usage = usage.plus(new ModelUsage(1, 0, reply.promptTokens(), reply.completionTokens()));
      return reply;
    } catch (RuntimeException failed) {
      // Also when the call was cancelled: the next one is not to wait for it.
      release(key, failed);
      throw failed;
    }
  }

  private void release(CompletionKey key, RuntimeException reason) {
    try {
      completions.release(key, owner);
    } catch (RuntimeException away) {
      reason.addSuppressed(away);
    }
  }
}
