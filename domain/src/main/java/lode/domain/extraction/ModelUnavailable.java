package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model's server cannot be reached, fails (HTTP 5xx) or breaks off its answer. */
public final class ModelUnavailable extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration wait;

  public ModelUnavailable(String message) {
    this(message, Optional.empty());
  }

  public ModelUnavailable(String message, Optional<Duration> retryAfter) {
    super(message);
    this.wait = retryAfter.orElse(null);
  }

  @Override
  public boolean retriable() {
    return true;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(wait);
  }
}
