package lode.activities.crawl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Cookies of hosts that let nobody in without (RFC 6265, and of it only names and values: each cookie
 * goes to the host and port that set it, and is forgotten with the batch).
 */
final class HostCookies {

  private static final int MOST_COOKIES = 50;
  private static final int LONGEST_COOKIE = 4_096;

  private final Map<String, Map<String, String>> byHost = new LinkedHashMap<>();

  /** Takes cookies in from {@code Set-Cookie} values; false when there was none to take. */
  synchronized boolean take(String hostKey, List<String> setCookies) {
    boolean taken = false;
    for (String setCookie : setCookies) {
      String pair = setCookie.split(";", 2)[0].strip();
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.length() <= LONGEST_COOKIE && isPrintable(pair)) {
        taken |=
            put(hostKey, pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return taken;
  }

  private boolean put(String hostKey, String name, String value) {
    Map<String, String> cookies = byHost.computeIfAbsent(hostKey, key -> new LinkedHashMap<>());
    if (cookies.size() >= MOST_COOKIES && !cookies.containsKey(name)) {
      return false;
    }
    cookies.put(name, value);
    return true;
  }

  /** What a header line may hold. */
  private static boolean isPrintable(String pair) {
    return pair.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  /** The {@code Cookie} header for a host; empty without cookies. */
  synchronized Optional<String> header(String hostKey) {
    return Optional.ofNullable(byHost.get(hostKey))
        .map(
            cookies ->
                cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
  }
}
