package lode.domain.job;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 to 200
 * @param cursor {@link Page#nextCursor()} of the part before; null for the first
 */
public record PageRequest(int limit, @Nullable String cursor) {

  /** Items of a page when the caller does not say. */
  public static final int DEFAULT_LIMIT = 50;

  /** Most items of a page. */
  public static final int MAX_LIMIT = 200;

  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT);
    }
  }
}
