package lode.adapters.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import lode.domain.crawl.ProxyAddress;
import lode.domain.url.Cidr;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pages are fetched.
 *
 * @param userAgent product and version that sites see; its first word is looked up in robots.txt
 * @param contactUrl where a site's owner reads about the crawler; part of the User-Agent when set
 * @param allowedNetworks networks (CIDR) that may be crawled besides public ones
 * @param allowedPorts ports that may be fetched; networks that are opened are opened on all ports
 * @param proxy HTTP proxy of all crawls, {@code http://[user:password@]host:port}; null for none
 * @param maxBodyBytes longest page that is kept, after decompression
 * @param fetches fetches of one batch under way at once
 * @param retryPause pause before the first retry of a page; each further one is four times as long
 * @param maxAttempts fetches of one page before it counts as failed
 */
@ConfigurationProperties("lode.crawl")
public record CrawlHttpSettings(
    @DefaultValue("LodeBot/0.1") String userAgent,
    @Nullable String contactUrl,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue({"80", "443", "8080", "8443"}) Set<Integer> allowedPorts,
    @Nullable String proxy,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    @DefaultValue("60s") Duration totalTimeout,
    @DefaultValue("10485760") int maxBodyBytes,
    @DefaultValue("16") int fetches,
    @DefaultValue("5s") Duration retryPause,
    @DefaultValue("4") int maxAttempts) {

  public CrawlHttpSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
    allowedPorts = Set.copyOf(allowedPorts);
    allowedNetworks.forEach(CrawlHttpSettings::network);
    if (userAgent.isBlank() || maxBodyBytes < 1 || fetches < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "LODE_CRAWL_USER_AGENT must not be blank; LODE_CRAWL_MAX_BODY_BYTES, LODE_CRAWL_FETCHES and"
              + " LODE_CRAWL_MAX_ATTEMPTS must be at least 1");
    }
    if (!isPrintable(userAgent) || contactUrl != null && !isPrintable(contactUrl)) {
      throw new IllegalArgumentException(
          "LODE_CRAWL_USER_AGENT and LODE_CRAWL_CONTACT_URL must be printable ASCII");
    }
    contactUrl = contactUrl == null || contactUrl.isBlank() ? null : contactUrl.strip();
    proxy = proxy == null || proxy.isBlank() ? null : proxy.strip();
    if (proxy != null && ProxyAddress.mistake(proxy).isPresent()) {
      throw new IllegalArgumentException(
          "LODE_CRAWL_PROXY " + ProxyAddress.mistake(proxy).orElseThrow());
    }
    requirePositive(connectTimeout, "LODE_CRAWL_CONNECT_TIMEOUT");
    requirePositive(readTimeout, "LODE_CRAWL_READ_TIMEOUT");
    requirePositive(totalTimeout, "LODE_CRAWL_TOTAL_TIMEOUT");
  }

  private static Cidr network(String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("LODE_CRAWL_ALLOWED_NETWORKS: " + malformed.getMessage());
    }
  }

  private static void requirePositive(Duration duration, String variable) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(variable + " must be positive");
    }
  }

  /** What may stand in a header line. */
  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  /** The token that robots.txt groups are compared with: the User-Agent's product name. */
  public String robotsToken() {
    return userAgent.split("[/ ]", 2)[0];
  }

  /** The fetcher's part of the settings. */
  public FetchSettings toFetchSettings() {
    String agent = contactUrl == null ? userAgent : userAgent + " (+" + contactUrl + ")";
    return new FetchSettings(
        agent,
        connectTimeout,
        readTimeout,
        totalTimeout,
        allowedNetworks.stream().map(Cidr::parse).toList(),
        allowedPorts,
        proxy == null ? null : ProxyAddress.parse(proxy));
  }

  /** Without the proxy, which may have a password. */
  @Override
  public String toString() {
    return "CrawlHttpSettings[" + userAgent + ", proxy=" + (proxy == null ? "none" : "set") + "]";
  }
}
