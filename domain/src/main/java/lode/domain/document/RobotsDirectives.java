package lode.domain.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page's {@code X-Robots-Tag} headers or robots meta tags say to one crawler. Of several, each
 * restriction counts.
 *
 * @param noindex whether the page is not to be kept
 * @param nofollow whether its links are not to be followed
 * @param unavailableAfter from when on the page is not to be kept; null without
 */
public record RobotsDirectives(
    boolean noindex, boolean nofollow, @Nullable Instant unavailableAfter) {

  /** Nothing is forbidden. */
  public static final RobotsDirectives NONE = new RobotsDirectives(false, false, null);

  private static final String UNAVAILABLE_AFTER = "unavailable_after";

  /** Directives that have a value: what stands before the colon is no crawler's name. */
  private static final Set<String> WITH_VALUE =
      Set.of(UNAVAILABLE_AFTER, "max-snippet", "max-image-preview", "max-video-preview");

  /** Characters of a header or a tag that are read. */
  private static final int LONGEST = 2_000;

  private static final int LONGEST_DATE = 80;

  /** Forms of dates: RFC 822, RFC 850, ISO 8601, and what people write. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss z", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("[EEEE, ][EEE, ]d MMM yyyy HH:mm:ss z", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss z", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXX", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH));

  /**
   * Of the response's headers.
   *
   * @param headers values of {@code X-Robots-Tag}, a line for each; null without any
   * @param agentToken the crawler's product token, compared without case
   */
  public static RobotsDirectives ofHeaders(@Nullable String headers, String agentToken) {
    return headers == null
        ? NONE
        : headers
            .lines()
            .map(line -> ofHeader(cut(line), agentToken.toLowerCase(Locale.ROOT)))
            .reduce(NONE, RobotsDirectives::and);
  }

  /** A name holds for all that follows it in its header, until the next name. */
  private static RobotsDirectives ofHeader(String line, String agent) {
    RobotsDirectives all = NONE;
    boolean ours = true;
    String rest = line;
    while (!rest.isEmpty()) {
      int comma = rest.indexOf(',');
      String part = (comma < 0 ? rest : rest.substring(0, comma)).strip();
      int colon = part.indexOf(':');
      String name = colon < 0 ? "" : part.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && !WITH_VALUE.contains(name)) {
        ours = name.split("/", 2)[0].equals(agent);
        part = part.substring(colon + 1).strip();
        name = part.toLowerCase(Locale.ROOT).startsWith(UNAVAILABLE_AFTER) ? UNAVAILABLE_AFTER : "";
      }
      if (name.equals(UNAVAILABLE_AFTER)) {
        int at = rest.toLowerCase(Locale.ROOT).indexOf(UNAVAILABLE_AFTER);
        Dated dated = date(rest.substring(at + UNAVAILABLE_AFTER.length()).replaceFirst(":", ""));
        all = ours ? all.and(new RobotsDirectives(false, false, dated.date)) : all;
        rest = dated.rest;
        continue;
      }
      all = ours ? all.and(ofToken(part)) : all;
      rest = comma < 0 ? "" : rest.substring(comma + 1);
    }
    return all;
  }

  /** Of the content of a robots meta tag that is meant for the crawler. */
  static RobotsDirectives ofMeta(String all) {
    String content = cut(all);
    // No names stand in there; blanks separate as well as commas do.
    int dated = content.toLowerCase(Locale.ROOT).indexOf(UNAVAILABLE_AFTER);
    RobotsDirectives said = NONE;
    for (String token : (dated < 0 ? content : content.substring(0, dated)).split("[\\s,]+")) {
      said = said.and(ofToken(token));
    }
    return dated < 0 ? said : said.and(ofHeader(content.substring(dated), ""));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }

  private static RobotsDirectives ofToken(String token) {
    return switch (token.strip().toLowerCase(Locale.ROOT)) {
      case "none" -> new RobotsDirectives(true, true, null);
      case "noindex" -> new RobotsDirectives(true, false, null);
      case "nofollow" -> new RobotsDirectives(false, true, null);
      default -> NONE;
    };
  }

  /** Dates may have commas: the longest beginning that is one counts. */
  private static Dated date(String value) {
    int end =
        value.length() <= LONGEST_DATE ? value.length() : value.lastIndexOf(',', LONGEST_DATE);
    while (end > 0) {
      Instant date = instant(value.substring(0, end).strip());
      if (date != null) {
        return new Dated(date, value.substring(Math.min(value.length(), end + 1)));
      }
      end = value.lastIndexOf(',', end - 1);
    }
    int comma = value.indexOf(',');
    return new Dated(null, comma < 0 ? "" : value.substring(comma + 1));
  }

  private static @Nullable Instant instant(String text) {
    for (DateTimeFormatter form : DATES) {
      try {
        TemporalAccessor read =
            form.parseBest(text, ZonedDateTime::from, OffsetDateTime::from, LocalDate::from);
        return read instanceof LocalDate day
            ? day.atStartOfDay().toInstant(ZoneOffset.UTC)
            : Instant.from(read);
      } catch (DateTimeException otherForm) {
        continue;
      }
    }
    return null;
  }

  /** What either of both forbids. */
  public RobotsDirectives and(RobotsDirectives other) {
    return new RobotsDirectives(
        noindex || other.noindex,
        nofollow || other.nofollow,
        earlier(unavailableAfter, other.unavailableAfter));
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  /** The rule that keeps the page out now; empty if none does. */
  public Optional<String> exclusion(Instant now) {
    if (noindex) {
      return Optional.of("noindex");
    }
    return unavailableAfter != null && unavailableAfter.isBefore(now)
        ? Optional.of("noindex: unavailable after " + unavailableAfter)
        : Optional.empty();
  }

  /** A date, if there is one, and what follows it. */
  private record Dated(@Nullable Instant date, String rest) {}
}
