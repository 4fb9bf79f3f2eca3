package lode.domain.crawl;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an answer by its HTTP status (RFC 9110, 15). Each list holds statuses such as {@code
 * 404} and classes such as {@code 4xx}; a status goes before its class, and what is listed here before
 * the {@link #DEFAULT defaults}. What nobody lists is skipped. A redirect with a target and "not
 * modified" are no answers in this sense: they are always followed and believed.
 *
 * @param store statuses whose pages are kept
 * @param storeWithWarning statuses whose pages are kept with a note of the status
 * @param skip statuses whose pages are not kept
 * @param retry statuses that are worth another try
 */
public record StatusRules(
    List<String> store, List<String> storeWithWarning, List<String> skip, List<String> retry) {

  /** 2xx is kept, 404 and 410 are skipped, 429 and 5xx are tried again. */
  public static final StatusRules DEFAULT =
      new StatusRules(List.of("2xx"), List.of(), List.of("404", "410"), List.of("429", "5xx"));

  /** Nothing but the defaults. */
  public static final StatusRules NONE =
      new StatusRules(List.of(), List.of(), List.of(), List.of());

  private static final Pattern ENTRY = Pattern.compile("[2-9](?:[0-9]{2}|xx)");

  /** Lists that a stored request leaves out are empty. */
  public StatusRules(
      @Nullable List<String> store,
      @Nullable List<String> storeWithWarning,
      @Nullable List<String> skip,
      @Nullable List<String> retry) {
    this.store = orEmpty(store);
    this.storeWithWarning = orEmpty(storeWithWarning);
    this.skip = orEmpty(skip);
    this.retry = orEmpty(retry);
  }

  private static List<String> orEmpty(@Nullable List<String> entries) {
    return entries == null ? List.of() : List.copyOf(entries);
  }

  /** Whether a text is a status or a class of them. */
  static boolean isEntry(String text) {
    return ENTRY.matcher(text).matches();
  }

  /** What to do with an answer of this status. */
  public StatusAction decide(int status) {
    return listed(status).or(() -> DEFAULT.listed(status)).orElse(StatusAction.SKIP);
  }

  /** Whether the crawl itself, not a default, says that answers of this status are kept. */
  public boolean stores(int status) {
    return listed(status)
        .filter(action -> action == StatusAction.STORE || action == StatusAction.STORE_WITH_WARNING)
        .isPresent();
  }

  private Optional<StatusAction> listed(int status) {
    return listed(Integer.toString(status)).or(() -> listed(status / 100 + "xx"));
  }

  private Optional<StatusAction> listed(String entry) {
    for (StatusAction action : StatusAction.values()) {
      if (entries(action).contains(entry)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  private List<String> entries(StatusAction action) {
    return switch (action) {
      case STORE -> store;
      case STORE_WITH_WARNING -> storeWithWarning;
      case SKIP -> skip;
      case RETRY -> retry;
    };
  }
}
