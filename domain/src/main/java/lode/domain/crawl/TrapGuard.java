package lode.domain.crawl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lode.domain.url.CanonicalUrl;

/**
 * Recognises URLs that a site makes without end: relative links that grow at each step, filter combinations, calendars
 * that go on for ever. What a single URL shows is judged at once; what only shows in numbers is judged by how many URLs
 * of one {@link #patternKey(CanonicalUrl) pattern} the crawl knows already.
 *
 * @param maxLength characters of the whole URL
 * @param maxSegments segments of the path
 * @param maxParameters query parameters
 * @param numberQuota URLs whose only difference is numbers
 * @param dateQuota URLs whose only difference is dates: a year of days and some more
 * @param pageQuota URLs whose only difference is the number of a page of a list
 * @param facetQuota combinations of several parameters whose values are words: filters of one list
 */
public record TrapGuard(
    int maxLength,
    int maxSegments,
    int maxParameters,
    long numberQuota,
    long dateQuota,
    long pageQuota,
    long facetQuota) {

  /** Limits that no ordinary site reaches. */
  public static final TrapGuard DEFAULT = new TrapGuard(2048, 20, 12, 20_000, 500, 2_000, 5_000);

  private static final int MOST_EQUAL_SEGMENTS = 3;
  private static final int MOST_EQUAL_SEQUENCES = 2;

  private static final String DATE = "{date}";
  private static final String ID = "{id}";
  private static final String NUMBER = "{n}";
  private static final String PAGE = "{page}";
  private static final String FACETS = "{facets}";

  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?<![0-9a-zA-Z])[0-9a-fA-F]{32,64}(?![0-9a-zA-Z])");

  /** 2024-05-17, 2024/5/17, 17.05.2024, 20240517, 2024-05 and the like, never inside a longer number. */
  private static final Pattern DATES =
      Pattern.compile(
          "(?<![0-9])(?:(?:19|20)[0-9]{2}([-/._])(?:0?[1-9]|1[0-2])(?:\\1(?:3[01]|[12][0-9]|0?[1-9]))?"
              + "|(?:3[01]|[12][0-9]|0?[1-9])([-/._])(?:0?[1-9]|1[0-2])\\2(?:19|20)[0-9]{2}"
              + "|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:3[01]|[12][0-9]|0[1-9]))(?![0-9])");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** What sessions are known by: letters and digits mixed, too long for a word. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![0-9a-zA-Z])(?=[a-zA-Z]*[0-9])(?=[0-9]*[a-zA-Z])[0-9a-zA-Z]{20,128}(?![0-9a-zA-Z])");

  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "((?:^|[?&])(?:page|paged|pg|p|start|offset|from|seite)=|/(?:page|seite)/)[0-9]+(?=[/&?]|$)",
          Pattern.CASE_INSENSITIVE);

  /** A value that is a word, or several. */
  private static final Pattern WORD_VALUE = Pattern.compile("=(?=[^&]*[A-Za-z])[^&]+");

  /** Whether the URL by itself looks endless. */
  public ScopeDecision decide(CanonicalUrl url) {
    if (url.value().length() > maxLength) {
      return ScopeDecision.out("URL has more than " + maxLength + " characters");
    }
    List<String> segments = segments(url);
    if (segments.size() > maxSegments) {
      return ScopeDecision.out("path has more than " + maxSegments + " segments");
    }
    if (!url.query().isEmpty() && url.query().split("&").length > maxParameters) {
      return ScopeDecision.out("query has more than " + maxParameters + " parameters");
    }
    Map<String, Integer> counts = new HashMap<>();
    for (String segment : segments) {
      if (counts.merge(segment, 1, Integer::sum) > MOST_EQUAL_SEGMENTS) {
        return ScopeDecision.out(
            "path repeats \"" + segment + "\" more than " + MOST_EQUAL_SEGMENTS + " times");
      }
    }
    if (repeatsSequence(segments)) {
      return ScopeDecision.out("path repeats a sequence of segments");
    }
    return ScopeDecision.in("no trap");
  }

  /**
   * Whether the URL looks endless, by itself or by the number of its like.
   *
   * @param known URLs of the same pattern key that the crawl knows already
   */
  public ScopeDecision decide(CanonicalUrl url, long known) {
    ScopeDecision alone = decide(url);
    if (!alone.inScope()) {
      return alone;
    }
    String key = patternKey(url);
    long quota = quota(key);
    return known < quota ? alone : ScopeDecision.out("more than " + quota + " URLs like " + key);
  }

  /** How many URLs of a pattern a crawl takes; without limit if the pattern has nothing that can vary. */
  public long quota(String patternKey) {
    if (patternKey.contains(FACETS)) {
      return facetQuota;
    }
    if (patternKey.contains(DATE)) {
      return dateQuota;
    }
    boolean others = patternKey.contains(NUMBER) || patternKey.contains(ID);
    if (patternKey.contains(PAGE) && !others) {
      return pageQuota;
    }
    if (patternKey.contains(PAGE)) {
      return numberQuota;
    }
    return patternKey.contains(NUMBER) || patternKey.contains(ID) ? numberQuota : Long.MAX_VALUE;
  }

  /**
   * The URL with a placeholder for each date, identifier and number in path and query, and one for the
   * whole query when two of its values are words; equal for URLs made by one rule.
   */
  public static String patternKey(CanonicalUrl url) {
    String key = UUID.matcher(url.pathAndQuery()).replaceAll(ID);
    key = TOKEN.matcher(key).replaceAll(ID);
    key = DATES.matcher(key).replaceAll(DATE);
    key = PAGE_NUMBER.matcher(key).replaceAll("$1" + PAGE);
    return url.origin() + facets(DIGITS.matcher(key).replaceAll(NUMBER));
  }

  private static String facets(String key) {
    int query = key.indexOf('?');
    if (query < 0) {
      return key;
    }
    String values = key.substring(query).replaceAll("\\{[a-z]+\\}", "");
    boolean several = WORD_VALUE.matcher(values).results().count() > 1;
    return several ? key.substring(0, query + 1) + FACETS : key;
  }

  private static List<String> segments(CanonicalUrl url) {
    return Arrays.stream(url.path().split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  /** Two or more segments that follow each other three times: {@code /a/b/a/b/a/b}. */
  private static boolean repeatsSequence(List<String> segments) {
    int times = MOST_EQUAL_SEQUENCES + 1;
    for (int length = 2; length * times <= segments.size(); length++) {
      for (int start = 0; start + length * times <= segments.size(); start++) {
        int end = start + length * (times - 1);
        if (segments.subList(start, end).equals(segments.subList(start + length, end + length))) {
          return true;
        }
      }
    }
    return false;
  }
}
