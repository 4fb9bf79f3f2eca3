package lode.domain.crawl;

import java.util.List;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP GET.
 *
 * @param etag sent as {@code If-None-Match}; null for none
 * @param lastModified sent as {@code If-Modified-Since}; null for none
 * @param cookie sent as {@code Cookie}; null for none
 * @param allowedNetworks networks that may be reached besides public ones
 * @param maxBytes longest body that is read, after decompression
 * @param access headers and proxy of the crawl
 * @param cut whether a longer body is cut at the limit; else it is refused
 */
public record FetchRequest(
    WebUrl url,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String cookie,
    List<Cidr> allowedNetworks,
    int maxBytes,
    FetchAccess access,
    boolean cut) {

  /** A request without cookies. */
  public FetchRequest(
      WebUrl url,
      @Nullable String etag,
      @Nullable String lastModified,
      List<Cidr> allowedNetworks,
      int maxBytes) {
    this(url, etag, lastModified, null, allowedNetworks, maxBytes, FetchAccess.NONE, false);
  }

  /** The same request with a {@code Cookie} header. */
  public FetchRequest withCookie(String header) {
    return new FetchRequest(
        url, etag, lastModified, header, allowedNetworks, maxBytes, access, cut);
  }

  /** The same request with the crawl's headers and proxy. */
  public FetchRequest withAccess(FetchAccess given) {
    return new FetchRequest(url, etag, lastModified, cookie, allowedNetworks, maxBytes, given, cut);
  }

  /** The same request, but of a body that is too long the beginning will do. */
  public FetchRequest cutAtLimit() {
    return new FetchRequest(
        url, etag, lastModified, cookie, allowedNetworks, maxBytes, access, true);
  }
}
