package lode.domain.url;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognises session ids that servers write into URLs for visitors without cookies, as a crawler is one. */
public final class SessionIds {

  /** {@code ;jsessionid=...} and its like, behind any path segment or query value. */
  private static final Pattern PATH_PARAMETER =
      Pattern.compile(
          ";(?:jsessionid|phpsessid|sid|sessionid|session_id|aspsessionid[a-z]*|cfid|cftoken)=[^/;?&]*",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> ALWAYS =
      Set.of(
          "jsessionid",
          "phpsessid",
          "cfid",
          "cftoken",
          "asp.net_sessionid",
          "zenid",
          "oscsid",
          "xtcsid");

  /** Names that also serve as an ordinary id: only with a value that looks drawn by chance. */
  private static final Set<String> IF_RANDOM =
      Set.of("sid", "sessid", "sessionid", "session_id", "session-id", "sess", "session");

  private static final int SHORTEST_RANDOM = 16;

  /** Eight hexadecimal digits or more are no number that a person counts with. */
  private static final Pattern SHORT_HEX = Pattern.compile("[0-9a-fA-F]{8,15}");

  private SessionIds() {}

  /** A link as it stands on a page, absolute or not, without session ids: the same on each visit. */
  public static String removedFrom(String link) {
    String clean = withoutPathParameters(link);
    int fragment = clean.indexOf('#');
    String head = fragment < 0 ? clean : clean.substring(0, fragment);
    int query = head.indexOf('?');
    if (query < 0) {
      return clean;
    }
    String kept =
        Arrays.stream(head.substring(query + 1).split("&", -1))
            .filter(parameter -> !isSessionParameter(parameter))
            .collect(Collectors.joining("&"));
    return head.substring(0, query)
        + (kept.isEmpty() ? "" : "?" + kept)
        + (fragment < 0 ? "" : clean.substring(fragment));
  }

  private static boolean isSessionParameter(String parameter) {
    int equals = parameter.indexOf('=');
    return equals > 0
        && isSessionParameter(
            parameter.substring(0, equals).toLowerCase(Locale.ROOT),
            parameter.substring(equals + 1));
  }

  static String withoutPathParameters(String text) {
    return text.indexOf(';') < 0 ? text : PATH_PARAMETER.matcher(text).replaceAll("");
  }

  /** Whether a query parameter is a session id; the name in lower case, both decoded. */
  static boolean isSessionParameter(String name, String value) {
    return ALWAYS.contains(name)
        || name.startsWith("aspsessionid")
        || (IF_RANDOM.contains(name) && looksRandom(value));
  }

  private static boolean looksRandom(String value) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        letters++;
      } else if (c != '-' && c != '_' && c != ',' && c != '.') {
        return false;
      }
    }
    if (SHORT_HEX.matcher(value).matches()) {
      return digits >= 2 && letters >= 2;
    }
    // A slug has few digits; hexadecimal, base 64 and UUIDs have many.
    return value.length() >= SHORTEST_RANDOM && digits >= 4 && (letters > 0 || digits >= 20);
  }
}
