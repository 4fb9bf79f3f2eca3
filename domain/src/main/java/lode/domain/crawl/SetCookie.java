package lode.domain.crawl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.url.RegistrableDomain;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Set-Cookie} header as user agents do (RFC 6265, 5.2 and 5.3). */
final class SetCookie {

  /** Longest name and value together; RFC 6265, 6.1 asks for as much. */
  static final int LONGEST = 4_096;

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
  private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");

  private final WebUrl url;
  private final Instant now;
  private String domain;
  private String path;
  private boolean hostOnly = true;
  private boolean secure;
  private boolean refused;
  private @Nullable Instant expires;
  private @Nullable Instant endOfAge;

  private SetCookie(WebUrl url, Instant now) {
    this.url = url;
    this.now = now;
    this.domain = url.host();
    this.path = defaultPath(url.path());
  }

  /** The cookie that an answer of this URL sets; empty if there is none to be taken. */
  static Optional<Cookie> parse(String header, WebUrl url, Instant now) {
    String[] parts = header.split(";");
    int equals = parts.length == 0 ? -1 : parts[0].indexOf('=');
    if (equals < 0 || !isPrintable(parts[0]) || parts[0].length() > LONGEST) {
      return Optional.empty();
    }
    String name = parts[0].substring(0, equals).strip();
    SetCookie reader = new SetCookie(url, now);
    for (int i = 1; i < parts.length; i++) {
      reader.attribute(parts[i]);
    }
    return name.isEmpty() || reader.refused
        ? Optional.empty()
        : Optional.of(reader.cookie(name, parts[0].substring(equals + 1).strip()));
  }

  private Cookie cookie(String name, String value) {
    // Max-Age goes before Expires.
    Instant end = endOfAge == null ? expires : endOfAge;
    return new Cookie(name, value, domain, hostOnly, path, secure, end);
  }

  private void attribute(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    String value = equals < 0 ? "" : text.substring(equals + 1).strip();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "domain" -> domain(value);
      case "path" -> path = value.startsWith("/") ? value : defaultPath(url.path());
      case "secure" -> secure();
      case "expires" -> date(value).ifPresent(date -> expires = date);
      case "max-age" -> maxAge(value);
      default -> {
        // HttpOnly and SameSite are about scripts and other sites: there are none here.
      }
    }
  }

  private void domain(String value) {
    String wanted = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return;
    }
    if (wanted.equals(url.host())) {
      // A public suffix may set cookies for itself alone.
      hostOnly = isPublicSuffix(wanted);
    } else if (isPublicSuffix(wanted) || !Cookie.matchesDomain(url.host(), wanted)) {
      refused = true;
    } else {
      hostOnly = false;
      domain = wanted;
    }
  }

  /** No owner can be registered there: a cookie would reach the sites of others. */
  private static boolean isPublicSuffix(String name) {
    return RegistrableDomain.isPublicSuffix(name);
  }

  /** Not from where anybody could have put it in on the way. */
  private void secure() {
    secure = true;
    refused |= !url.scheme().equals("https");
  }

  private void maxAge(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      return;
    }
    long seconds = Long.parseLong(value);
    // A year is longer than any crawl.
    endOfAge = seconds <= 0 ? Instant.EPOCH : now.plusSeconds(Math.min(seconds, 31_536_000));
  }

  private static String defaultPath(String path) {
    int last = path.lastIndexOf('/');
    return last <= 0 ? "/" : path.substring(0, last);
  }

  private static boolean isPrintable(String pair) {
    return pair.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  /** RFC 6265, 5.1.1: whatever looks like a time, a day, a month and a year, in any order. */
  static Optional<Instant> date(String text) {
    int[] time = null;
    int day = -1;
    int month = -1;
    int year = -1;
    for (String token : text.split("[\\x09\\x20-\\x2f\\x3b-\\x40\\x5b-\\x60\\x7b-\\x7e]+")) {
      Matcher clock = TIME.matcher(token);
      Matcher ofDay = DAY.matcher(token);
      Matcher ofYear = YEAR.matcher(token);
      if (time == null && clock.matches()) {
        time = new int[] {number(clock, 1), number(clock, 2), number(clock, 3)};
      } else if (day < 0 && ofDay.matches()) {
        day = number(ofDay, 1);
      } else if (month < 0 && month(token) > 0) {
        month = month(token);
      } else if (year < 0 && ofYear.matches()) {
        year = number(ofYear, 1);
      }
    }
    if (time == null || day < 0 || month < 0 || year < 0) {
      return Optional.empty();
    }
    try {
      LocalDateTime at = LocalDateTime.of(fullYear(year), month, day, time[0], time[1], time[2]);
      return Optional.of(at.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static int fullYear(int year) {
    if (year >= 70 && year <= 99) {
      return 1900 + year;
    }
    return year < 70 ? 2000 + year : year;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int month(String token) {
    return token.length() < 3
        ? 0
        : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
  }
}
