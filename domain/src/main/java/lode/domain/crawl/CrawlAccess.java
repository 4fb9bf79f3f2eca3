package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * What lets a crawl in where others are kept out: headers, credentials among them, and a proxy. A
 * secret: it is kept sealed, apart from the request, and never shown.
 *
 * @param headers request headers by name
 * @param proxy asked in place of the sites; null for none of its own
 * @param origins {@code scheme://host:port} of the only sites that get the headers, fixed when the
 *     crawl is accepted: neither redirects nor seeds that come later add to them
 */
public record CrawlAccess(
    Map<String, String> headers, @Nullable ProxyAddress proxy, Set<String> origins) {

  /** Nothing. */
  public static final CrawlAccess NONE = new CrawlAccess(Map.of(), null, Set.of());

  public CrawlAccess {
    headers = Map.copyOf(headers);
    origins = Set.copyOf(origins);
  }

  /** For the seeds' origins and the allowed hosts of a request. */
  static CrawlAccess of(
      Map<String, String> headers, @Nullable ProxyAddress proxy, CrawlRequest request) {
    Set<String> origins = new LinkedHashSet<>();
    boolean plain = false;
    for (Seed seed : request.seeds()) {
      CanonicalUrl url = seed.url();
      origins.add(url.hostKey());
      if (url.scheme().equals("http")) {
        plain = true;
        // Many sites lead from http to https: the same host, and better guarded.
        if (url.port() == 80) {
          origins.add("https://" + url.host() + ":443");
        }
      }
    }
    for (String entry : request.allowedHosts()) {
      addHost(entry.strip(), plain, origins);
    }
    return new CrawlAccess(headers, proxy, origins);
  }

  /** Without encryption only where the user asks for that himself, by a seed. */
  private static void addHost(String entry, boolean plain, Set<String> origins) {
    boolean withPort = entry.matches(".*:[0-9]+");
    WebUrl url = WebUrl.of("http://" + entry + "/");
    int port = url.effectivePort().orElseThrow();
    origins.add("https://" + url.host() + ":" + (withPort ? port : 443));
    if (plain) {
      origins.add("http://" + url.host() + ":" + port);
    }
  }

  /** What a request to this host may bring along. */
  public FetchAccess to(String hostKey) {
    boolean ours = origins.contains(hostKey);
    return ours || proxy != null
        ? new FetchAccess(ours ? headers : Map.of(), proxy)
        : FetchAccess.NONE;
  }

  /** Whether this host gets headers that others do not have. */
  public boolean isKnownTo(String hostKey) {
    return !headers.isEmpty() && origins.contains(hostKey);
  }

  /** Whether there is nothing to keep. */
  @JsonIgnore
  public boolean isEmpty() {
    return headers.isEmpty() && proxy == null;
  }

  @Override
  public String toString() {
    return "CrawlAccess[" + headers.size() + " headers" + (proxy == null ? "" : ", proxy") + "]";
  }
}
