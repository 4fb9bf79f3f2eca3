package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;

/** A model call that gave no reply. Messages hold no key and no prompt. */
public abstract sealed class ModelCallFailed extends RuntimeException
    permits ModelRateLimited, ModelUnavailable, ModelHung, ModelRefused, ModelNotConfigured {

  private static final long serialVersionUID = 1L;

  ModelCallFailed(String message) {
    super(message);
  }

  /** Whether the same request may succeed later. */
  public abstract boolean retriable();

  /** How long the server asks to wait before the next call; never negative. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
