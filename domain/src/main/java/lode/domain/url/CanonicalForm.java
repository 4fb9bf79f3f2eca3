package lode.domain.url;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/** The rules that turn a parsed URL into the one spelling that identifies the page. */
final class CanonicalForm {

  /** No parameters dropped but session ids: what every canonical URL satisfies, whatever its policy was. */
  private static final UrlPolicy LOOSEST = new UrlPolicy(false, Set.of());

  /** Raw characters of RFC 3986 beside the unreserved: all else is encoded, so that every URI library reads the value. */
  private static final IntPredicate PATH_CHARACTER = c -> "/!$&'()*+,;=:@".indexOf(c) >= 0;

  private static final IntPredicate QUERY_CHARACTER = c -> "/?!$&'()*+,;=:@".indexOf(c) >= 0;

  /** Rounds until nothing changes any more; two nearly always do. */
  private static final int MOST_ROUNDS = 10;

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;

  private CanonicalForm() {}

  /**
   * The canonical spelling.
   *
   * @throws InvalidUrl if the URL cannot name a page of the web
   */
  static String of(WebUrl url, UrlPolicy policy) {
    WebUrl current = url;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String written = write(current, policy);
      if (written.equals(current.href())) {
        return written;
      }
      // What is taken out of a path can leave dot segments, which only the parser resolves.
      current = WebUrl.of(written);
    }
    throw new InvalidUrl(url.href(), "it has no stable canonical form");
  }

  static void check(String value) {
    String canonical = of(WebUrl.of(value), LOOSEST);
    if (!canonical.equals(value)) {
      throw new InvalidUrl(value, "its canonical form is " + canonical);
    }
  }

  private static String write(WebUrl url, UrlPolicy policy) {
    if (!url.isHttp()) {
      throw new InvalidUrl(url.href(), "its scheme is not http or https");
    }
    StringBuilder out = new StringBuilder(url.scheme()).append("://").append(host(url));
    OptionalInt port = url.port();
    if (port.isPresent()) {
      out.append(':').append(port.getAsInt());
    }
    out.append(
        SessionIds.withoutPathParameters(PercentCoding.normalise(url.path(), PATH_CHARACTER)));
    if (!policy.ignoreQueryParameters()) {
      String query = query(url.query().orElse(""), policy);
      if (!query.isEmpty()) {
        out.append('?').append(query);
      }
    }
    return out.toString();
  }

  /** Without the final dot of a fully qualified name; a name that DNS cannot hold is refused. */
  private static String host(WebUrl url) {
    String host = url.host();
    if (host.startsWith("[")) {
      return host;
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.length() > LONGEST_NAME) {
      throw new InvalidUrl(url.href(), "its host is longer than 253 characters");
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        throw new InvalidUrl(url.href(), "its host has an empty or overlong label");
      }
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '~' || !PercentCoding.isUnreserved(c)) {
        throw new InvalidUrl(url.href(), "its host has a character that no host name has");
      }
    }
    return name;
  }

  /**
   * Named parameters sorted by name, those of one name in the given order. Pieces without {@code =} come first, in
   * their order: scripts that use them at all read them by position, from the front.
   */
  private static String query(String query, UrlPolicy policy) {
    List<String> positional = new ArrayList<>();
    List<String> named = new ArrayList<>();
    String normal =
        SessionIds.withoutPathParameters(PercentCoding.normalise(query, QUERY_CHARACTER));
    for (String piece : normal.split("&")) {
      if (!piece.isEmpty() && !isDropped(piece, policy)) {
        (piece.indexOf('=') < 0 ? positional : named).add(piece);
      }
    }
    named.sort(Comparator.comparing(piece -> piece.substring(0, piece.indexOf('='))));
    positional.addAll(named);
    return String.join("&", positional);
  }

  private static boolean isDropped(String piece, UrlPolicy policy) {
    int equals = piece.indexOf('=');
    String name = decoded(equals < 0 ? piece : piece.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : decoded(piece.substring(equals + 1));
    return policy.ignores(name) || SessionIds.isSessionParameter(name, value);
  }

  private static String decoded(String text) {
    return PercentCoding.decode(text.replace('+', ' '));
  }
}
