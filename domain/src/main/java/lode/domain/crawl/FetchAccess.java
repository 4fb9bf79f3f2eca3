package lode.domain.crawl;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings along to be let in; never shown.
 *
 * @param headers request headers by name
 * @param proxy asked in place of the site; null for the one of the settings, if any
 */
public record FetchAccess(Map<String, String> headers, @Nullable ProxyAddress proxy) {

  /** Nothing. */
  public static final FetchAccess NONE = new FetchAccess(Map.of(), null);

  public FetchAccess {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "FetchAccess[" + headers.size() + " headers" + (proxy == null ? "" : ", proxy") + "]";
  }
}
