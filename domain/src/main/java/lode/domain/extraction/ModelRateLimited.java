package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;

/** The model's server says that there were too many requests (HTTP 429). */
public final class ModelRateLimited extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  public ModelRateLimited(Optional<Duration> retryAfter) {
    super(
        "the model's server refuses more requests"
            + retryAfter.map(wait -> " for " + wait.toSeconds() + " s").orElse(" for now"),
        retryAfter);
  }

  @Override
  public boolean retriable() {
    return true;
  }
}
