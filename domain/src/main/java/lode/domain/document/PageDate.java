package lode.domain.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date as pages state it, in the languages of {@code months.txt}, into ISO 8601: {@code
 * 2024-05-01}, or with the time and the offset that were stated. "03/04/2024" is read only where the
 * page's language says which of the two is the day.
 */
final class PageDate {

  private static final int MAX_TEXT = 200;
  private static final int BUDDHIST = 543;

  private static final Map<String, Integer> MONTHS = new HashMap<>();
  private static final Map<String, Integer> MONTHS_OF_LANGUAGE = new HashMap<>();

  static {
    readMonths();
  }

  private static final String TIME =
      "(?:[t ]\\s?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s?(z|utc|gmt|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?)?";
  private static final Pattern ISO =
      Pattern.compile("(?<![\\d.-])(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)" + TIME);
  private static final Pattern COMPACT =
      Pattern.compile("(?<!\\d)((?:19|20)\\d{2})(\\d{2})(\\d{2})(?:t?\\d{4,6}z?)?(?!\\d)");
  private static final Pattern EAST_ASIAN =
      Pattern.compile("(\\d{4})\\s?[年년]\\s?(\\d{1,2})\\s?[月월]\\s?(\\d{1,2})\\s?[日일]");
  private static final Pattern VIETNAMESE =
      Pattern.compile("(\\d{1,2}) tháng (\\d{1,2}),? (?:năm )?(\\d{4})");
  private static final Pattern NUMERIC =
      Pattern.compile("(?<![\\d./-])(\\d{1,2})([./-])\\s?(\\d{1,2})\\2\\s?(\\d{4})(?![.]?\\d)");
  private static final String WORD = "([\\p{L}\\p{M}’'׳]{2,20})";
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|ª|°|-го|\\.)?[\\s,-]{0,3}(?:of |de |d['’])?"
              + WORD
              + "\\.?[\\s,-]{0,3}(?:of |de |del )?(\\d{4})(?!\\d)");
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          WORD + "\\.?[\\s-]{0,3}(\\d{1,2})(?:st|nd|rd|th)?(?:,|\\s|-|\\.){1,3}(\\d{4})(?!\\d)");
  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(?<!\\d)(\\d{4})\\.?[\\s,-]{1,3}" + WORD + "\\.?[\\s-]{1,3}(\\d{1,2})(?!\\d)");
  private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");

  /** Languages that put the month first in figures: of the United States and the Philippines. */
  private static final Set<String> MONTH_FIRST_REGIONS = Set.of("US", "PH", "BZ");

  private final String text;
  private final @Nullable Locale locale;

  private PageDate(String raw, @Nullable String language) {
    this.text = digits(FoldedText.of(FoldedText.cut(raw, MAX_TEXT)).toLowerCase(Locale.ROOT));
    this.locale = language == null ? null : Locale.forLanguageTag(language);
  }

  /** A date in text for readers; null when there is none or it may be read in two ways. */
  static @Nullable String inText(String raw, @Nullable String language) {
    return new PageDate(raw, language).read();
  }

  /** A date that markup or a script states, where also seconds since 1970 may stand. */
  static @Nullable String ofMachine(String raw, @Nullable String language) {
    String stripped = raw.strip();
    if (EPOCH.matcher(stripped).matches()) {
      long number = Long.parseLong(stripped);
      return Instant.ofEpochSecond(stripped.length() == 13 ? number / 1000 : number).toString();
    }
    return inText(raw, language);
  }

  private @Nullable String read() {
    Matcher iso = ISO.matcher(text);
    if (iso.find()) {
      return withTime(date(iso.group(1), iso.group(2), iso.group(3)), iso);
    }
    String named = named();
    if (named != null) {
      return named;
    }
    Matcher matcher = EAST_ASIAN.matcher(text);
    if (matcher.find()) {
      return date(matcher.group(1), matcher.group(2), matcher.group(3));
    }
    matcher = VIETNAMESE.matcher(text);
    if (matcher.find()) {
      return date(matcher.group(3), matcher.group(2), matcher.group(1));
    }
    matcher = NUMERIC.matcher(text);
    if (matcher.find()) {
      return numeric(matcher);
    }
    matcher = COMPACT.matcher(text);
    return matcher.find() ? date(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
  }

  private @Nullable String named() {
    String found = named(MONTH_FIRST, 1, 2, 3);
    if (found == null) {
      found = named(DAY_FIRST, 2, 1, 3);
    }
    return found == null ? named(YEAR_FIRST, 2, 3, 1) : found;
  }

  private @Nullable String named(Pattern pattern, int month, int day, int year) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      Integer number = month(matcher.group(month));
      if (number != null) {
        return date(matcher.group(year), String.valueOf(number), matcher.group(day));
      }
    }
    return null;
  }

  private @Nullable Integer month(String word) {
    Integer own = locale == null ? null : MONTHS_OF_LANGUAGE.get(locale.getLanguage() + " " + word);
    Integer any = own == null ? MONTHS.get(word) : own;
    // Hebrew writes "in" as the first letter of the word.
    return any == null && word.startsWith("ב") ? MONTHS.get(word.substring(1)) : any;
  }

  /** Whether a word is the name of a month in any language. */
  static boolean isMonth(String word) {
    return MONTHS.containsKey(word.toLowerCase(Locale.ROOT).replace(".", ""));
  }

  private @Nullable String numeric(Matcher matcher) {
    int one = Integer.parseInt(matcher.group(1));
    int two = Integer.parseInt(matcher.group(3));
    boolean isPointed = matcher.group(2).equals(".");
    if (one > 12 || isPointed || one == two) {
      return date(matcher.group(4), matcher.group(3), matcher.group(1));
    }
    if (two > 12) {
      return date(matcher.group(4), matcher.group(1), matcher.group(3));
    }
    boolean isUnsaid =
        locale == null
            || locale.getLanguage().isEmpty()
            || (locale.getLanguage().equals("en") && locale.getCountry().isEmpty());
    if (isUnsaid) {
      return null;
    }
    boolean isMonthFirst = MONTH_FIRST_REGIONS.contains(locale.getCountry());
    return isMonthFirst
        ? date(matcher.group(4), matcher.group(1), matcher.group(3))
        : date(matcher.group(4), matcher.group(3), matcher.group(1));
  }

  private @Nullable String date(String year, String month, String day) {
    int stated = Integer.parseInt(year);
    boolean isBuddhist = stated > 2400 && locale != null && (locale.getLanguage().equals("th"));
    int common = isBuddhist ? stated - BUDDHIST : stated;
    if (common < 1000 || common > 2100) {
      return null;
    }
    try {
      return LocalDate.of(common, Integer.parseInt(month), Integer.parseInt(day)).toString();
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static @Nullable String withTime(@Nullable String date, Matcher iso) {
    if (date == null || iso.group(4) == null || Integer.parseInt(iso.group(4)) > 23) {
      return date;
    }
    String hour = iso.group(4).length() == 1 ? "0" + iso.group(4) : iso.group(4);
    String seconds = iso.group(6) == null ? "00" : iso.group(6);
    return date + "T" + hour + ":" + iso.group(5) + ":" + seconds + offset(iso.group(7));
  }

  private static String offset(@Nullable String raw) {
    if (raw == null) {
      return "";
    }
    if (Character.isLetter(raw.charAt(0))) {
      return "Z";
    }
    String digits = raw.replace(":", "");
    return digits.substring(0, 3) + ":" + (digits.length() > 3 ? digits.substring(3) : "00");
  }

  private static String digits(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '9' && Character.isDigit(c)) {
        plain = plain == null ? new StringBuilder(text) : plain;
        plain.setCharAt(i, (char) ('0' + Character.digit(c, 10)));
      }
    }
    return plain == null ? text : plain.toString();
  }

  private static void readMonths() {
    Set<String> ambiguous = new HashSet<>();
    try (InputStream in = PageDate.class.getResourceAsStream("months.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(row -> readRow(row, ambiguous));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    ambiguous.forEach(MONTHS::remove);
  }

  private static void readRow(String row, Set<String> ambiguous) {
    int bar = row.indexOf('|');
    String language = row.substring(0, bar).strip();
    String[] months = row.substring(bar + 1).split(",");
    for (int i = 0; i < months.length; i++) {
      for (String name : months[i].split(";")) {
        Integer other = MONTHS.putIfAbsent(name.strip(), i + 1);
        if (other != null && other != i + 1) {
          ambiguous.add(name.strip());
        }
        MONTHS_OF_LANGUAGE.put(language + " " + name.strip(), i + 1);
      }
    }
  }
}
