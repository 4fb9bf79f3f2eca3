package lode.domain.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A URL as browsers understand it: the result of the parser of the <a href="https://url.spec.whatwg.org/">WHATWG
 * URL Standard</a>. Any scheme is possible; {@link CanonicalUrl} is the identity of a page. Two are equal if
 * their {@link #href()} is. In JSON it is its href.
 */
public final class WebUrl {

  private final String scheme;
  private final String username;
  private final String password;
  private final @Nullable String host;
  private final int port;
  private final List<String> segments;
  private final @Nullable String opaquePath;
  private final @Nullable String query;
  private final @Nullable String fragment;
  private final String href;

  WebUrl(UrlParser parsed) {
    this.scheme = parsed.scheme;
    this.username = parsed.username.toString();
    this.password = parsed.password.toString();
    this.host = parsed.host;
    this.port = parsed.port;
    this.segments = List.copyOf(parsed.path);
    this.opaquePath = text(parsed.opaquePath);
    this.query = text(parsed.query);
    this.fragment = text(parsed.fragment);
    this.href = serialize();
  }

  /** The URL that the text is on its own, or empty if it is none. */
  public static Optional<WebUrl> parse(String text) {
    return parsed(text, null);
  }

  /** The URL that the text is when it stands in a document at {@code base}, or empty if it is none. */
  public static Optional<WebUrl> parse(String text, WebUrl base) {
    return parsed(text, base);
  }

  /**
   * Like {@link #parse(String)}, for a text that has to be a URL.
   *
   * @throws InvalidUrl with the reason if it is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static WebUrl of(String text) {
    return UrlParser.parse(text, null);
  }

  /** Lower case, without the colon. */
  public String scheme() {
    return scheme;
  }

  /** Percent-encoded; empty if there is none. */
  public String username() {
    return username;
  }

  /** Percent-encoded; empty if there is none. */
  public String password() {
    return password;
  }

  /** Punycode domain, dotted IPv4 address, IPv6 address in brackets, or opaque host; empty if there is none. */
  public String host() {
    return host == null ? "" : host;
  }

  /** The port, if it is not the default of the scheme. */
  public OptionalInt port() {
    return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The port that a connection would use; empty for schemes without a default. */
  public OptionalInt effectivePort() {
    int effective = port < 0 ? UrlParser.DEFAULT_PORTS.getOrDefault(scheme, -1) : port;
    return effective < 0 ? OptionalInt.empty() : OptionalInt.of(effective);
  }

  /** Percent-encoded; begins with a slash unless it is opaque or empty. */
  public String path() {
    if (opaquePath != null) {
      return opaquePath;
    }
    return segments.isEmpty() ? "" : "/" + String.join("/", segments);
  }

  /** Percent-encoded, without the question mark; present but empty if the URL has a bare question mark. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /** Percent-encoded, without the number sign. */
  public Optional<String> fragment() {
    return Optional.ofNullable(fragment);
  }

  /** {@code scheme://host[:port]} for http, https, ftp, ws and wss; {@code "null"} for all others, as the standard has it. */
  public String origin() {
    if (!UrlParser.isSpecial(scheme) || scheme.equals("file")) {
      return "null";
    }
    return scheme + "://" + host + (port < 0 ? "" : ":" + port);
  }

  /** The serialised URL. */
  @JsonValue
  public String href() {
    return href;
  }

  /** Whether it is an http or https URL. */
  public boolean isHttp() {
    return scheme.equals("http") || scheme.equals("https");
  }

  boolean hasOpaquePath() {
    return opaquePath != null;
  }

  List<String> segments() {
    return segments;
  }

  @Nullable String hostOrNull() {
    return host;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebUrl that && that.href.equals(href);
  }

  @Override
  public int hashCode() {
    return href.hashCode();
  }

  @Override
  public String toString() {
    return href;
  }

  private static Optional<WebUrl> parsed(String text, @Nullable WebUrl base) {
    try {
      return Optional.of(UrlParser.parse(text, base));
    } catch (InvalidUrl e) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(@Nullable StringBuilder builder) {
    return builder == null ? null : builder.toString();
  }

  private String serialize() {
    StringBuilder out = new StringBuilder(scheme).append(':');
    if (host != null) {
      out.append("//");
      if (!username.isEmpty() || !password.isEmpty()) {
        out.append(username).append(password.isEmpty() ? "" : ":" + password).append('@');
      }
      out.append(host);
      if (port >= 0) {
        out.append(':').append(port);
      }
    } else if (opaquePath == null && segments.size() > 1 && segments.get(0).isEmpty()) {
      // Else a path that begins with two slashes would read back as a host.
      out.append("/.");
    }
    out.append(path());
    if (query != null) {
      out.append('?').append(query);
    }
    if (fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }
}
