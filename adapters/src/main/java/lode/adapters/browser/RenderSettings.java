package lode.adapters.browser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pages are rendered.
 *
 * @param enabled whether this process may render at all
 * @param browser path of Chromium or Chrome; null looks in the usual places
 * @param node path of Node.js 20 or newer, which drives the browser; null looks on the PATH
 * @param sandbox whether Chromium's sandbox is on; off only where the whole process is locked up
 * @param browsers browsers of this process, each with one page at a time
 * @param timeout of one page in the browser; half of it at most is waited for its scripts
 * @param maxRequests requests that the scripts of one page may make
 * @param maxBytes bytes that the scripts of one page may move
 * @param pagesPerBrowser pages after which a browser is replaced by a new one
 * @param maxMemoryBytes memory of a browser from which on it is replaced
 */
@ConfigurationProperties("lode.render")
public record RenderSettings(
    @DefaultValue("true") boolean enabled,
    @Nullable String browser,
    @Nullable String node,
    @DefaultValue("true") boolean sandbox,
    @DefaultValue("1") int browsers,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("100") int maxRequests,
    @DefaultValue("20971520") long maxBytes,
    @DefaultValue("200") int pagesPerBrowser,
    @DefaultValue("1610612736") long maxMemoryBytes) {

  private static final int MOST_BROWSERS = 16;

  /** With a fetch and a wait for another page's turn it fits into the lease of a claimed URL. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(25);

  public RenderSettings {
    if (browsers < 1 || browsers > MOST_BROWSERS) {
      throw new IllegalArgumentException("LODE_RENDER_BROWSERS must be 1 to " + MOST_BROWSERS);
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("LODE_RENDER_TIMEOUT must be 1s to 25s");
    }
    if (maxRequests < 0 || maxBytes < 1 || pagesPerBrowser < 1 || maxMemoryBytes < 1) {
      throw new IllegalArgumentException(
          "LODE_RENDER_MAX_REQUESTS must not be negative; LODE_RENDER_MAX_BYTES,"
              + " LODE_RENDER_PAGES_PER_BROWSER and LODE_RENDER_MAX_MEMORY_BYTES must be at least 1");
    }
  }
}
