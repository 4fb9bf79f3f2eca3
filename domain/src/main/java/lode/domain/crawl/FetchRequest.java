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
 */
public record FetchRequest(
    WebUrl url,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String cookie,
    List<Cidr> allowedNetworks,
    int maxBytes) {

  /** A request without cookies. */
  public FetchRequest(
      WebUrl url,
      @Nullable String etag,
      @Nullable String lastModified,
      List<Cidr> allowedNetworks,
      int maxBytes) {
    this(url, etag, lastModified, null, allowedNetworks, maxBytes);
  }

  /** The same request with a {@code Cookie} header. */
  public FetchRequest withCookie(String header) {
    return new FetchRequest(url, etag, lastModified, header, allowedNetworks, maxBytes);
  }
}
