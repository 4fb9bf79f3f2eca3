package lode.domain.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a page of the web: one spelling for all URLs that a site means the same page by. Only http and
 * https; no credentials, fragment, default port, final dot of the host, session id or tracking parameter; escapes
 * normalised to RFC 3986; named query parameters sorted. Empty path segments and the final slash of a path stay,
 * because sites do tell them apart. In JSON it is its value.
 */
public final class CanonicalUrl implements Comparable<CanonicalUrl> {

  private final String value;

  /**
   * Takes what is canonical already.
   *
   * @throws InvalidUrl if the value is not in canonical form; {@link #of(String, UrlPolicy)} brings it there
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CanonicalUrl(String value) {
    CanonicalForm.check(value);
    this.value = value;
  }

  /** What was just written in canonical form is not read again to see that it is. */
  private CanonicalUrl(WebUrl url, UrlPolicy policy) {
    this.value = CanonicalForm.of(url, policy);
  }

  /** The page that an absolute URL names, or empty if it names none. */
  public static Optional<CanonicalUrl> of(String url, UrlPolicy policy) {
    return WebUrl.parse(url).flatMap(parsed -> of(parsed, policy));
  }

  /** The page that a URL names, or empty if it names none. */
  public static Optional<CanonicalUrl> of(WebUrl url, UrlPolicy policy) {
    try {
      return Optional.of(new CanonicalUrl(url, policy));
    } catch (InvalidUrl e) {
      return Optional.empty();
    }
  }

  /**
   * Like {@link #of(String, UrlPolicy)}, for a URL that has to name a page, such as a seed.
   *
   * @throws InvalidUrl with the reason if it does not
   */
  public static CanonicalUrl require(String url, UrlPolicy policy) {
    return new CanonicalUrl(WebUrl.of(url), policy);
  }

  /** The page that a link names in a document at {@code base}, or empty if it names none (mailto, javascript, broken). */
  public static Optional<CanonicalUrl> resolve(String href, WebUrl base, UrlPolicy policy) {
    return WebUrl.parse(href, base).flatMap(parsed -> of(parsed, policy));
  }

  /** The page that a link names in the page {@code base}, or empty if it names none. */
  public static Optional<CanonicalUrl> resolve(String href, CanonicalUrl base, UrlPolicy policy) {
    return resolve(href, base.toWebUrl(), policy);
  }

  /** The URL as it is stored, compared and fetched. */
  @JsonValue
  public String value() {
    return value;
  }

  /** The value as a parsed URL. */
  public WebUrl toWebUrl() {
    return WebUrl.of(value);
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return value.substring(0, value.indexOf(':'));
  }

  /** Lower-case domain in punycode, dotted IPv4 address, or IPv6 address in brackets. */
  public String host() {
    String authority = authority();
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  /** The port that is connected to. */
  public int port() {
    String authority = authority();
    int colon = authority.lastIndexOf(':');
    if (colon > authority.lastIndexOf(']')) {
      return Integer.parseInt(authority.substring(colon + 1));
    }
    return scheme().equals("https") ? 443 : 80;
  }

  /** {@code scheme://host:port}, the port always said: what one polite clock runs for. */
  public String hostKey() {
    return scheme() + "://" + host() + ":" + port();
  }

  /** {@code scheme://host[:port]}: where the robots.txt for this page stands. */
  public String origin() {
    return value.substring(0, pathStart());
  }

  /** Begins with a slash; percent-encoded. */
  public String path() {
    int question = value.indexOf('?');
    return value.substring(pathStart(), question < 0 ? value.length() : question);
  }

  /** The query without its question mark; empty if there is none. */
  public String query() {
    int question = value.indexOf('?');
    return question < 0 ? "" : value.substring(question + 1);
  }

  /** Path, and query with its question mark if there is one: what is asked of the server, and what patterns search in. */
  public String pathAndQuery() {
    return value.substring(pathStart());
  }

  /** SHA-256 of the value in UTF-8, 32 bytes. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** {@link #hash()} in 64 lower-case hexadecimal digits. */
  public String hashHex() {
    return HexFormat.of().formatHex(hash());
  }

  /** Public suffix plus one label, or the host itself if it has none. */
  public RegistrableDomain registrableDomain() {
    return RegistrableDomain.of(host());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CanonicalUrl url && url.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(CanonicalUrl other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private String authority() {
    return value.substring(authorityStart(), pathStart());
  }

  private int authorityStart() {
    return value.indexOf("://") + 3;
  }

  private int pathStart() {
    return value.indexOf('/', authorityStart());
  }
}
