package lode.domain.crawl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lode.domain.url.WebUrl;

/**
 * The cookies of one registrable domain in one crawl (RFC 6265). Not for several threads at once.
 */
public final class CookieJar {

  /** Cookies of one host or domain; RFC 6265, 6.1 asks for as many. The oldest makes room. */
  public static final int MOST_PER_HOST = 50;

  /** Cookies of one registrable domain, however many hosts it has. */
  public static final int MOST = 300;

  private final Map<String, Cookie> cookies = new LinkedHashMap<>();

  /** With these in it, the oldest first; of too many, the newest. */
  public CookieJar(Collection<Cookie> known) {
    for (Cookie cookie : known) {
      makeRoom(cookie.domain());
      cookies.put(cookie.key(), cookie);
    }
  }

  /**
   * Takes in what an answer sets. Gives what is new or has another value, and, as ended, what was
   * taken back or had to make room.
   */
  public List<Cookie> take(WebUrl url, List<String> setCookies, Instant now) {
    List<Cookie> changed = new ArrayList<>();
    for (String header : setCookies) {
      SetCookie.parse(header, url, now).ifPresent(cookie -> put(cookie, url, now, changed));
    }
    return changed;
  }

  private void put(Cookie cookie, WebUrl url, Instant now, List<Cookie> changed) {
    Cookie known = cookies.get(cookie.key());
    if (known != null && known.secure() && !url.scheme().equals("https")) {
      return;
    }
    if (cookie.isOver(now)) {
      if (cookies.remove(cookie.key()) != null) {
        changed.add(cookie);
      }
      return;
    }
    if (known == null) {
      makeRoom(cookie.domain()).ifPresent(oldest -> changed.add(oldest.ended()));
    }
    cookies.put(cookie.key(), cookie);
    if (known == null || !known.value().equals(cookie.value())) {
      changed.add(cookie);
    }
  }

  private Optional<Cookie> makeRoom(String domain) {
    List<Cookie> ofDomain =
        cookies.values().stream().filter(cookie -> cookie.domain().equals(domain)).toList();
    if (ofDomain.size() < MOST_PER_HOST && cookies.size() < MOST) {
      return Optional.empty();
    }
    Cookie oldest =
        ofDomain.size() >= MOST_PER_HOST ? ofDomain.get(0) : cookies.values().iterator().next();
    return Optional.ofNullable(cookies.remove(oldest.key()));
  }

  /** The {@code Cookie} header of a request, longer paths first; empty without cookies. */
  public Optional<String> header(WebUrl url, Instant now) {
    String header =
        cookies.values().stream()
            .filter(cookie -> !cookie.isOver(now) && cookie.belongsTo(url))
            .sorted(Comparator.comparing(cookie -> -cookie.path().length()))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return header.isEmpty() ? Optional.empty() : Optional.of(header);
  }
}
