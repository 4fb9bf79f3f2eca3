package lode.domain.crawl;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a focused crawl looks for: URLs that promise it are fetched first.
 *
 * @param terms words and phrases; empty for a crawl in plain order
 * @param threshold URLs with a lower score are not fetched, 0 to 1; null fetches all
 */
public record Focus(List<String> terms, @Nullable Double threshold) {

  /** Plain order. */
  public static final Focus NONE = new Focus(List.of(), null);

  public Focus {
    terms = List.copyOf(Objects.requireNonNullElse(terms, List.of()));
  }
}
