package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of URLs and what was made of it.
 *
 * @param line 1-based line of the list
 * @param input the entry as it was given, cut when it is very long
 * @param url the canonical URL; null when refused
 * @param reason what was repaired, which line it repeats, or why it is refused; null when accepted
 */
public record ListedUrl(
    int line,
    String input,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String url,
    Status status,
    @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {

  /** What was made of an entry. */
  public enum Status {
    ACCEPTED,
    REPAIRED,
    DUPLICATE,
    REFUSED;

    /** Name on the wire, lower case. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether this entry is one to fetch. */
  public boolean isUsable() {
    return status == Status.ACCEPTED || status == Status.REPAIRED;
  }
}
