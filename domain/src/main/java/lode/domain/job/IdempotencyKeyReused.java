package lode.domain.job;

/** An idempotency key came again with another request. */
public class IdempotencyKeyReused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Names the key. */
  public IdempotencyKeyReused(String key) {
    super("the Idempotency-Key '" + key + "' was used with another request; choose a new key");
  }
}
