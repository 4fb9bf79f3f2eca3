package lode.standalone.sample;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A calendar whose next link never ends: the trap that real event pages set for crawlers. */
final class EventCalendar {

  static final String PATH = "/aldergate/events/calendar";

  private static final YearMonth START = YearMonth.of(2026, 1);
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  private EventCalendar() {}

  /** The page of the month that the query names; of January 2026 if it names none. */
  static String page(@Nullable String query) {
    YearMonth month = month(query);
    String title = TITLE.format(month);
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Calendar, %1$s | Aldergate Drives</title>
        </head>
        <body>
        <p><a href="/aldergate/">Aldergate Drives</a></p>
        <h1>%1$s</h1>
        <p>There is nothing on in this month. Please turn the page.</p>
        <p><a rel="prev" href="%4$s?month=%2$s">Previous month</a>
        <a rel="next" href="%4$s?month=%3$s">Next month</a></p>
        </body>
        </html>
        """
        .formatted(title, month.minusMonths(1), month.plusMonths(1), PATH);
  }

  private static YearMonth month(@Nullable String query) {
    if (query == null || !query.startsWith("month=")) {
      return START;
    }
    try {
      return YearMonth.parse(query.substring("month=".length()));
    } catch (DateTimeException e) {
      return START;
    }
  }
}
