package lode.api.http;

import java.util.List;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;

/** Reads which part of a list is asked for. */
public final class Paging {

  private Paging() {}

  /** The part that query parameters ask for; 422 when the limit is out of bounds. */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    if (limit != null && (limit < 1 || limit > PageRequest.MAX_LIMIT)) {
      throw Refused.invalid("?limit", "must be a whole number from 1 to " + PageRequest.MAX_LIMIT);
    }
    return new PageRequest(limit == null ? PageRequest.DEFAULT_LIMIT : limit, cursor);
  }

  /** Refuses names that a project's schema does not have. */
  public static void checkKnown(
      String pointer, String what, List<String> names, List<String> known) {
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        throw Refused.invalid(
            pointer + "/" + i, "is no " + what + "; use one of " + String.join(", ", known));
      }
    }
  }
}
