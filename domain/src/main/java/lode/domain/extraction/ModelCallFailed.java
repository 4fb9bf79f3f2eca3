package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model call that gave no reply. Messages hold no key and no prompt. */
public abstract sealed class ModelCallFailed extends RuntimeException
    permits ModelRateLimited, ModelUnavailable, ModelHung, ModelRefused, ModelNotConfigured {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration wait;

  ModelCallFailed(String message) {
    this(message, Optional.empty());
  }

  ModelCallFailed(String message, Optional<Duration> retryAfter) {
    super(message);
    this.wait = retryAfter.orElse(null);
  }

  /** Whether the same request may succeed later. */
  public abstract boolean retriable();

  /** How long the server asks to wait before the next call; never negative. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(wait);
  }
}
