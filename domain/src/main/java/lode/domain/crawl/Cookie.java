package lode.domain.crawl;

import java.time.Instant;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as it is kept (RFC 6265, 5.3).
 *
 * @param domain host that set it, or the domain that it was set for; lower case
 * @param hostOnly whether only that host gets it, none below
 * @param path directory that it belongs to
 * @param secure whether it goes over https only
 * @param expires when it is over; null for the end of the crawl
 */
public record Cookie(
    String name,
    String value,
    String domain,
    boolean hostOnly,
    String path,
    boolean secure,
    @Nullable Instant expires) {

  /** Two of one key are one cookie: the later takes the place of the earlier. */
  public String key() {
    return domain + ";" + path + ";" + name;
  }

  /** Whether its time is over. */
  public boolean isOver(Instant now) {
    return expires != null && !expires.isAfter(now);
  }

  /** The same, over. */
  Cookie ended() {
    return new Cookie(name, "", domain, hostOnly, path, secure, Instant.EPOCH);
  }

  /** Whether a request to this URL brings it along (RFC 6265, 5.4). */
  boolean belongsTo(WebUrl url) {
    String host = url.host();
    return (hostOnly ? host.equals(domain) : matchesDomain(host, domain))
        && matchesPath(url.path(), path)
        && (!secure || url.scheme().equals("https"));
  }

  /** RFC 6265, 5.1.3; the public suffix was refused when it was set, and an address has no domain. */
  static boolean matchesDomain(String host, String domain) {
    return host.equals(domain)
        || host.endsWith("." + domain) && !host.startsWith("[") && !endsInNumber(host);
  }

  /** Whether a host is an IPv4 address: a name's last label is no number. */
  private static boolean endsInNumber(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** RFC 6265, 5.1.4. */
  static boolean matchesPath(String requested, String path) {
    return requested.equals(path)
        || requested.startsWith(path)
            && (path.endsWith("/") || requested.charAt(path.length()) == '/');
  }
}
