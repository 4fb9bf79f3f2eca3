package lode.domain.extraction.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads one date to the precision that the text states, as ISO 8601 {@code YYYY-MM-DD}, {@code
 * YYYY-MM} or {@code YYYY}. "12/03/2024" is read only where the page's language says which comes
 * first.
 */
final class DateReader {

  private static final Map<String, Integer> MONTHS = new HashMap<>();
  private static final String MONTH;

  static {
    for (List<String> row : WordTable.rows(DateReader.class, "months.txt")) {
      WordTable.words(row.get(1))
          .forEach(name -> MONTHS.putIfAbsent(name, Integer.parseInt(row.get(0))));
    }
    MONTH =
        MONTHS.keySet().stream()
            .sorted(Comparator.comparing((String name) -> -name.length()))
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\p{L}])(?<month>", ")(?![\\p{L}])\\.?"));
  }

  private enum Order {
    YEAR_MONTH_DAY,
    NAMED,
    DAY_FIRST,
    BY_LANGUAGE
  }

  private record Form(Pattern pattern, Order order) {}

  private static final String YEAR = "(?<year>(?:1[0-9]|20|21)\\d{2})(?!\\d)";
  private static final String DAY = "(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º|ª)?";
  private static final String OF = "[\\s,.-]*(?:of |de |del |d')?\\s*";

  private static final List<Form> FORMS =
      List.of(
          form(
              "(?<![\\d])"
                  + YEAR
                  + "[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)"
                  + "(?:[t ]\\d{2}:?\\d{2}(?::?\\d{2})?(?:[.,]\\d+)?\\s?(?:z|[+-]\\d{2}:?\\d{2})?)?",
              Order.YEAR_MONTH_DAY),
          form(
              "(?<!\\d)"
                  + YEAR.replace("(?!\\d)", "")
                  + "(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)(?!\\d)",
              Order.YEAR_MONTH_DAY),
          form(
              YEAR.replace("(?!\\d)", "")
                  + "\\s?[年년]\\s?(?<month>\\d{1,2})\\s?[月월](?:\\s?(?<day>\\d{1,2})\\s?[日일])?",
              Order.YEAR_MONTH_DAY),
          form(DAY + OF + MONTH + OF + YEAR, Order.NAMED),
          form(MONTH + "\\s*" + DAY.replace("\\.|", "") + "\\s*,?\\s*" + YEAR, Order.NAMED),
          form("(?<!\\d)" + YEAR + "[\\s,.]+" + MONTH + "\\s+" + DAY + "(?!\\d)", Order.NAMED),
          form(MONTH + OF + YEAR, Order.NAMED),
          form("(?<!\\d)" + YEAR + "\\s+" + MONTH, Order.NAMED),
          form("(?<!\\d)(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?" + YEAR, Order.DAY_FIRST),
          form("(?<!\\d)(?<day>\\d{1,2})([/-])(?<month>\\d{1,2})\\2" + YEAR, Order.BY_LANGUAGE),
          form("(?<![\\d/])" + YEAR + "-(?<month>0[1-9]|1[0-2])(?![\\d-])", Order.YEAR_MONTH_DAY),
          form("(?<![\\d/.-])(?<month>0?[1-9]|1[0-2])[/.]" + YEAR, Order.YEAR_MONTH_DAY),
          form(
              "(?<![\\d.,/\\p{L}-])" + YEAR + "(?![\\p{IsLatin}/]|[.,-]\\d)",
              Order.YEAR_MONTH_DAY));

  /** Around a date there may be words ("since 1987"), but no further numbers beyond a time. */
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{1,2}(?::\\d{2}){1,2}(?:[.,]\\d+)?\\s*(?:am|pm|uhr|h)?\\s*"
              + "(?:z|gmt|utc|[a-z]{3,4})?\\s*(?:[+-]\\d{2}:?\\d{2})?");

  private DateReader() {}

  private static Form form(String pattern, Order order) {
    return new Form(Pattern.compile(pattern, Pattern.UNICODE_CASE), order);
  }

  static Optional<Reading> read(String raw, ReadingHints hints) {
    String text = Folding.digits(raw).toLowerCase(Locale.ROOT).strip();
    List<String> dates = new ArrayList<>();
    String rest = consume(text, hints, dates);
    boolean single = new LinkedHashSet<>(dates).size() == 1;
    if (!single || holdsNumber(rest)) {
      return Optional.empty();
    }
    return Optional.of(new Reading(JsonNodeFactory.instance.stringNode(dates.get(0)), null, 1));
  }

  /** Whether the text states the date, at its precision or a finer one, in any order of parts. */
  static boolean states(String text, String date) {
    String folded = Folding.digits(text).toLowerCase(Locale.ROOT);
    Set<String> all = new LinkedHashSet<>();
    for (String language : new String[] {"en-US", "en-GB"}) {
      List<String> dates = new ArrayList<>();
      consume(folded, ReadingHints.ofPage(language, null), dates);
      all.addAll(dates);
    }
    return all.stream().anyMatch(found -> found.equals(date) || found.startsWith(date + "-"));
  }

  private static boolean holdsNumber(String rest) {
    return TIME.matcher(rest).replaceAll(" ").chars().anyMatch(Character::isDigit);
  }

  /** Collects the dates and gives the text without them; an unreadable date spoils the text. */
  private static String consume(String text, ReadingHints hints, List<String> dates) {
    String rest = text;
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(rest);
      StringBuilder remaining = new StringBuilder();
      while (matcher.find()) {
        String date = date(matcher, form.order(), hints);
        if (date != null) {
          dates.add(date);
          matcher.appendReplacement(remaining, " ; ");
        }
      }
      matcher.appendTail(remaining);
      rest = remaining.toString();
    }
    return rest;
  }

  private static @Nullable String date(Matcher matcher, Order order, ReadingHints hints) {
    int year = Integer.parseInt(matcher.group("year"));
    String month = group(matcher, "month");
    String day = group(matcher, "day");
    if (month == null) {
      return String.valueOf(year);
    }
    Integer named = MONTHS.get(month);
    int first = named == null ? Integer.parseInt(month) : named;
    if (day == null) {
      return first <= 12 && first > 0 ? YearMonth.of(year, first).toString() : null;
    }
    int second = Integer.parseInt(day);
    return order == Order.BY_LANGUAGE
        ? byLanguage(year, second, first, hints)
        : iso(year, first, second);
  }

  private static @Nullable String byLanguage(int year, int one, int two, ReadingHints hints) {
    if (one > 12 || one == two) {
      return iso(year, two, one);
    }
    if (two > 12) {
      return iso(year, one, two);
    }
    Boolean dayFirst = dayFirst(hints.language());
    if (dayFirst == null) {
      return null;
    }
    return dayFirst ? iso(year, two, one) : iso(year, one, two);
  }

  /** Bare "en" is both British and American. */
  private static @Nullable Boolean dayFirst(@Nullable String language) {
    if (language == null || language.isBlank()) {
      return null;
    }
    Locale locale = Locale.forLanguageTag(language.replace('_', '-'));
    if (locale.getLanguage().equals("en")) {
      return switch (locale.getCountry()) {
        case "US" -> Boolean.FALSE;
        case "GB", "AU", "NZ", "IE", "IN", "ZA" -> Boolean.TRUE;
        default -> null;
      };
    }
    return switch (locale.getLanguage()) {
      case "de",
          "fr",
          "es",
          "it",
          "nl",
          "pt",
          "pl",
          "cs",
          "sk",
          "ru",
          "uk",
          "da",
          "nb",
          "no",
          "fi",
          "tr",
          "ro",
          "el",
          "id",
          "vi",
          "bg",
          "hr",
          "sl",
          "sr" ->
          Boolean.TRUE;
      default -> null;
    };
  }

  private static @Nullable String iso(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day).toString();
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static @Nullable String group(Matcher matcher, String name) {
    try {
      return matcher.group(name);
    } catch (IllegalArgumentException noSuchGroup) {
      return null;
    }
  }
}
