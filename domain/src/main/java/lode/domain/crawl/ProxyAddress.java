package lode.domain.crawl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy (RFC 9110, 3.7) and what it wants to know; never shown with its password.
 *
 * @param host name or address; IPv6 in brackets
 * @param user null when the proxy asks nobody
 */
public record ProxyAddress(
    String host, int port, @Nullable String user, @Nullable String password) {

  private static final String FORM = "must be http://host:port or http://user:password@host:port";

  /** Ports below are those of other services: a proxy there would make Lode talk to them. */
  private static final int FIRST_FREE_PORT = 1_024;

  /** Why the text is no proxy; empty if it is one. Never repeats the text. */
  public static Optional<String> mistake(String text) {
    Optional<WebUrl> parsed = WebUrl.parse(text.strip());
    if (parsed.isEmpty() || !parsed.get().scheme().equals("http")) {
      return Optional.of(FORM);
    }
    WebUrl url = parsed.get();
    boolean bare = url.path().equals("/") && url.query().isEmpty() && url.fragment().isEmpty();
    if (!bare || url.username().isEmpty() && !url.password().isEmpty()) {
      return Optional.of(FORM);
    }
    int port = url.effectivePort().orElseThrow();
    return port == 80 || port == 443 || port >= FIRST_FREE_PORT
        ? Optional.empty()
        : Optional.of("must name port 80, 443 or one from " + FIRST_FREE_PORT + " on");
  }

  /**
   * Reads {@code http://[user:password@]host:port}; user and password percent-decoded.
   *
   * @throws IllegalArgumentException saying what is wrong, without the text
   */
  public static ProxyAddress parse(String text) {
    mistake(text)
        .ifPresent(
            mistake -> {
              throw new IllegalArgumentException(mistake);
            });
    WebUrl url = WebUrl.of(text.strip());
    boolean anonymous = url.username().isEmpty();
    return new ProxyAddress(
        url.host(),
        url.effectivePort().orElseThrow(),
        anonymous ? null : decoded(url.username()),
        anonymous ? null : decoded(url.password()));
  }

  private static String decoded(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** {@code host:port}. */
  @JsonIgnore
  public String authority() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "ProxyAddress[" + authority() + (user == null ? "" : ", with credentials") + "]";
  }
}
