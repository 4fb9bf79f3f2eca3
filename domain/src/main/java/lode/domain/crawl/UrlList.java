package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.InvalidUrl;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;

/**
 * A list of URLs as people paste it: with missing or misspelled schemes, list markers, quotes, several
 * URLs in a line, empty lines and comments ({@code #} or {@code // } at the start of a line). Each entry
 * gets an answer of its own; empty lines and comments get none.
 */
public final class UrlList {

  /** Most lines of a list. */
  public static final int MAX_LINES = 100_000;

  private static final int URL_LENGTH = 4_000;
  private static final int INPUT_LENGTH = 500;

  private static final Pattern COMMENT = Pattern.compile("\\s*(?:#|//(?:\\s|$)).*");

  /** Between two URLs of a line: white space, commas or semicolons before another scheme. */
  private static final Pattern NEXT =
      Pattern.compile("(?:\\s+|\\s*[,;|]\\s*)(?=[<\"'(\\[]?(?i:https?://|www\\.))");

  /** What is none yet is a marker or a label of what follows it. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s.]\\.[^\\s.]|://|(?i:localhost)");

  private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");

  private final UrlPolicy policy;
  private final Map<CanonicalUrl, Integer> lineOf = new LinkedHashMap<>();
  private final List<ListedUrl> entries = new ArrayList<>();

  private UrlList(UrlPolicy policy) {
    this.policy = policy;
  }

  /** Reads the lines of a text; an entry of a list may have several. */
  public static UrlList read(List<String> texts, UrlPolicy policy) {
    UrlList list = new UrlList(policy);
    int number = 0;
    for (String text : texts) {
      for (String line : lines(text)) {
        list.line(++number, line);
      }
    }
    return list;
  }

  /** Lines of a text, the empty ones too. */
  static List<String> lines(String text) {
    return List.of(text.split("\\R", -1));
  }

  /** What was made of each entry, in order. */
  public List<ListedUrl> entries() {
    return List.copyOf(entries);
  }

  /** The URLs to fetch, each once. */
  public List<CanonicalUrl> urls() {
    return List.copyOf(lineOf.keySet());
  }

  private void line(int number, String line) {
    if (line.isBlank() || COMMENT.matcher(line).matches()) {
      return;
    }
    String before = "";
    for (String part : NEXT.split(line.strip())) {
      before = before.isEmpty() ? part : before + " " + part;
      if (ADDRESS.matcher(before).find()) {
        entries.add(entry(number, before));
        before = "";
      }
    }
    if (before.chars().anyMatch(Character::isLetterOrDigit)) {
      entries.add(entry(number, before));
    }
  }

  private ListedUrl entry(int number, String entry) {
    String input = entry.length() > INPUT_LENGTH ? entry.substring(0, INPUT_LENGTH) + "…" : entry;
    if (entry.length() > URL_LENGTH) {
      return refused(number, input, "is longer than " + URL_LENGTH + " characters");
    }
    MessyUrl.Cleaned cleaned = MessyUrl.clean(entry);
    if (cleaned.refused()) {
      return refused(number, input, cleaned.text());
    }
    boolean mayName = cleaned.text().indexOf('@') >= 0;
    if (mayName && WebUrl.parse(cleaned.text()).filter(UrlList::namesUser).isPresent()) {
      return refused(number, input, "has credentials, which are not supported; leave them out");
    }
    try {
      CanonicalUrl url = CanonicalUrl.require(cleaned.text(), policy);
      if (!HOST.matcher(url.host()).matches()) {
        return refused(number, input, "has no valid host: " + url.host());
      }
      return accepted(number, input, url, cleaned.repairs());
    } catch (InvalidUrl invalid) {
      return refused(number, input, String.valueOf(invalid.getMessage()));
    }
  }

  private static boolean namesUser(WebUrl url) {
    return !url.username().isEmpty();
  }

  private ListedUrl accepted(int number, String input, CanonicalUrl url, List<String> repairs) {
    Integer earlier = lineOf.putIfAbsent(url, number);
    if (earlier != null) {
      return new ListedUrl(
          number, input, url.value(), ListedUrl.Status.DUPLICATE, "same as line " + earlier);
    }
    return repairs.isEmpty()
        ? new ListedUrl(number, input, url.value(), ListedUrl.Status.ACCEPTED, null)
        : new ListedUrl(
            number, input, url.value(), ListedUrl.Status.REPAIRED, String.join("; ", repairs));
  }

  private static ListedUrl refused(int number, String input, String reason) {
    return new ListedUrl(number, input, null, ListedUrl.Status.REFUSED, reason);
  }
}
