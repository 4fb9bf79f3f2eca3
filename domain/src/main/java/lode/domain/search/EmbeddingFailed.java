package lode.domain.search;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts could not be turned into vectors. The message holds no key and no text. */
public final class EmbeddingFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retriable;
  private final @Nullable Duration wait;

  public EmbeddingFailed(
      String message, boolean retriable, Optional<Duration> retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retriable = retriable;
    this.wait = retryAfter.orElse(null);
  }

  /** Whether the same texts may succeed later. */
  public boolean retriable() {
    return retriable;
  }

  /** How long the server asks to wait before the next call; never negative. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(wait);
  }
}
