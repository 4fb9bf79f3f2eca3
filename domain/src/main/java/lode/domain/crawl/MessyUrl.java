package lode.domain.crawl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a pasted list, on its way to a URL: list markers, quotes and brackets around it are
 * taken off, a missing scheme is added, a misspelled one is mended. Only what can mean one thing is
 * mended; everything else is refused with what is wrong.
 */
final class MessyUrl {

  /** Invisible characters that come along when a list is pasted. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\p{Cntrl}]");

  private static final String SCHEME = "h\\w{2,6}:|ht\\w{1,5}/|www\\.";

  /** "1. ", "1) ", "(1) ", "a) ", "- ", "* ", "[ ] ", "[x] ". */
  private static final Pattern MARKER =
      Pattern.compile(
          "[-*+•◦▪·–—>]++\\s+|[-*+•◦▪·–—]++(?=(?i:"
              + SCHEME
              + "))|\\(?\\d{1,6}[.)]\\)?\\s+|\\(?\\d{1,6}[.)](?=(?i:"
              + SCHEME
              + "))|\\(?[A-Za-z]\\)\\s+|\\[[ xX]?\\]\\s+");

  private static final Pattern LABEL =
      Pattern.compile("(?i)(?:url|link|website|web site|site|homepage|web)\\s*[:=]\\s*(?=\\S)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^()\\s]+)\\)");

  private static final String OPENING = "<\"'“”„‘’‚«»‹›`([{|";
  private static final String CLOSING = ">\"'“”‘’«»‹›`]}|";
  private static final String TRAILING = ",;，；";

  private static final Set<String> HTTP =
      Set.of(
          "htp", "htttp", "hhtp", "hhttp", "httpp", "htpp", "hptt", "hppt", "thtp", "tthp", "ttp");
  private static final Set<String> HTTPS =
      Set.of(
          "htps", "htttps", "hhtps", "hhttps", "httpps", "htpps", "hptts", "hppts", "httpss",
          "httsp", "htpts", "thtps", "ttps", "htts");

  private static final Map<String, String> DEFANGED = Map.of("hxxp", "http", "hxxps", "https");

  /** Begin with something like a scheme: word, then a colon or slashes or both. */
  private static final Pattern BEGIN =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+-]{0,20})\\s*([:;.]*\\s*[/\\\\]{2,}|[:;]\\s*[/\\\\]?)\\s*(.*)");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:[^\\s/:@?#]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?(?:[/?#].*)?");
  private static final Pattern DOTTED_HOST =
      Pattern.compile(
          "(?i)(?:[^\\s/?#:,]+\\.[^\\s/?#:,.]{1,}|localhost|\\[[0-9a-f:.]+\\])\\.?(?:[:/?#].*)?");
  private static final Pattern NUMBER = Pattern.compile("[\\d.]+(?:[:/?#].*)?");
  private static final Pattern IPV4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}(?:[:/?#].*)?");
  private static final Pattern MAIL = Pattern.compile("[^\\s/:@]+@[^\\s/:@]+\\.[^\\s/:@]+");

  private final Set<String> repairs = new LinkedHashSet<>();
  private String text;

  private MessyUrl(String entry) {
    this.text = entry;
  }

  /**
   * What an entry became.
   *
   * @param text an absolute URL for the URL parser; the reason when it is refused
   * @param repairs what was mended, in words
   */
  record Cleaned(String text, boolean refused, List<String> repairs) {}

  static Cleaned clean(String entry) {
    MessyUrl url = new MessyUrl(entry);
    url.unwrap();
    String refusal = url.mend();
    return refusal == null
        ? new Cleaned(url.text, false, List.copyOf(url.repairs))
        : new Cleaned(refusal, true, List.of());
  }

  private void unwrap() {
    String visible = INVISIBLE.matcher(text).replaceAll("");
    if (visible.length() < text.length()) {
      repairs.add("invisible characters removed");
    }
    text = visible.strip();
    for (String last = ""; !last.equals(text); ) {
      last = text;
      remove(MARKER, "list marker removed");
      remove(LABEL, "label removed");
      Matcher link = LINK.matcher(text);
      if (link.matches()) {
        text = link.group(1);
        repairs.add("taken out of its link");
      }
      trim();
    }
  }

  private void remove(Pattern what, String repair) {
    Matcher found = what.matcher(text);
    while (found.lookingAt() && found.end() > 0 && found.end() < text.length()) {
      text = text.substring(found.end()).strip();
      repairs.add(repair);
      found.reset(text);
    }
  }

  private void trim() {
    int from = 0;
    int to = text.length();
    while (from < to && (OPENING + TRAILING).indexOf(text.charAt(from)) >= 0) {
      // An address of version 6 begins with a bracket that belongs to it.
      if (text.charAt(from) == '['
          && text.indexOf(':', from) > 0
          && text.startsWith("]", from + 1)) {
        break;
      }
      from++;
    }
    while (to > from && isLoose(from, to)) {
      to--;
    }
    if (to - from < text.length()) {
      repairs.add("punctuation around it removed");
      text = text.substring(from, to).strip();
    }
  }

  private boolean isLoose(int from, int to) {
    char last = text.charAt(to - 1);
    if (last == ')') {
      return text.substring(from, to).indexOf('(') < 0;
    }
    if (last == ']') {
      return text.substring(from, to).indexOf('[') < 0;
    }
    return (CLOSING + TRAILING).indexOf(last) >= 0 || Character.isWhitespace(last);
  }

  /** Gives the text a scheme; the reason when it cannot have one, else null. */
  private @Nullable String mend() {
    Matcher begin = BEGIN.matcher(text);
    if (begin.matches() && !isHostWithPort(begin)) {
      return scheme(begin);
    }
    if (text.startsWith("//")) {
      text = text.substring(2);
    }
    if (MAIL.matcher(text).matches()) {
      return "is an e-mail address";
    }
    if (text.indexOf(' ') >= 0) {
      return "has a space inside; write one URL a line, and %20 for a space that belongs to it";
    }
    boolean hasHost =
        HOST_AND_PORT.matcher(text).matches()
            && DOTTED_HOST.matcher(text).matches()
            && (!NUMBER.matcher(text).matches() || IPV4.matcher(text).matches());
    if (!hasHost) {
      return "is no URL: it begins with no host such as example.com";
    }
    text = "https://" + text;
    repairs.add("https:// added");
    return null;
  }

  /** {@code localhost:8080} and {@code example.com:8080} begin like a scheme. */
  private static boolean isHostWithPort(Matcher begin) {
    return begin.group(2).equals(":") && begin.group(3).matches("\\d{1,5}(?:[/?#].*)?");
  }

  private @Nullable String scheme(Matcher begin) {
    String word = begin.group(1).toLowerCase(Locale.ROOT);
    String rest = begin.group(3);
    if (DEFANGED.containsKey(word)) {
      return "is written so that nobody follows it: write "
          + DEFANGED.get(word)
          + " if you mean it";
    }
    String scheme =
        word.equals("http") || HTTP.contains(word)
            ? "http"
            : word.equals("https") || HTTPS.contains(word) ? "https" : null;
    if (scheme == null) {
      return begin.group(2).contains("/") || begin.group(2).contains("\\") || rest.isEmpty()
          ? "has the scheme " + word + "; only http and https are fetched"
          : "is no URL: " + word + " is no scheme that is fetched";
    }
    Matcher again = BEGIN.matcher(rest);
    if (again.matches() && isScheme(again.group(1)) && !isHostWithPort(again)) {
      text = rest;
      repairs.add("scheme that is there twice removed");
      return scheme(again);
    }
    if (!word.equals(scheme)) {
      repairs.add(word + " read as " + scheme);
    }
    if (text.length() != word.length() + 3 + rest.length() || !begin.group(2).equals("://")) {
      repairs.add("“" + begin.group(2).strip() + "” read as “://”");
    }
    if (rest.indexOf(' ') >= 0) {
      return "has a space inside; write one URL a line, and %20 for a space that belongs to it";
    }
    if (rest.isEmpty()) {
      return "has no host";
    }
    text = scheme + "://" + rest;
    return null;
  }

  private static boolean isScheme(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.equals("http")
        || lower.equals("https")
        || HTTP.contains(lower)
        || HTTPS.contains(lower);
  }
}
