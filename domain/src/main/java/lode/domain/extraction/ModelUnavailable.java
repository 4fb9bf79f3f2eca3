package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;

/** The model's server cannot be reached, fails (HTTP 5xx) or breaks off its answer. */
public final class ModelUnavailable extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  public ModelUnavailable(String message) {
    this(message, Optional.empty());
  }

  public ModelUnavailable(String message, Optional<Duration> retryAfter) {
    super(message, retryAfter);
  }

  @Override
  public boolean retriable() {
    return true;
  }
}
