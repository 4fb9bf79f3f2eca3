package lode.adapters.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import lode.domain.crawl.ProxyAddress;
import lode.domain.url.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * How pages are fetched.
 *
 * @param userAgent names Lode and where to complain
 * @param totalTimeout of a whole request, body included
 * @param allowedNetworks networks that every crawl may reach besides public ones
 * @param allowedPorts ports that may be fetched
 * @param proxy asked in place of all sites, unless a request has its own; null for none
 */
public record FetchSettings(
    String userAgent,
    Duration connectTimeout,
    Duration readTimeout,
    Duration totalTimeout,
    List<Cidr> allowedNetworks,
    Set<Integer> allowedPorts,
    @Nullable ProxyAddress proxy) {

  /** Settings without a proxy. */
  public FetchSettings(
      String userAgent,
      Duration connectTimeout,
      Duration readTimeout,
      Duration totalTimeout,
      List<Cidr> allowedNetworks,
      Set<Integer> allowedPorts) {
    this(userAgent, connectTimeout, readTimeout, totalTimeout, allowedNetworks, allowedPorts, null);
  }
}
