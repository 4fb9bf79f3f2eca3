package lode.domain.crawl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lode.domain.document.ParsedPage;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * The URL that a page says its content belongs to (RFC 6596): of its link elements and of the {@code
 * Link} header (RFC 8288). Pages that name several different ones are not believed.
 */
public final class CanonicalLink {

  /** A longer header is not read. */
  private static final int LONGEST_HEADER = 16_384;

  private CanonicalLink() {}

  /**
   * The canonical URL of a page.
   *
   * @param linkHeader value of the Link header, several joined by commas; null without
   * @param url the page's own URL
   * @return empty when the page names none, itself, several, or what is no web page
   */
  public static Optional<CanonicalUrl> of(
      ParsedPage page, @Nullable String linkHeader, CanonicalUrl url, UrlPolicy policy) {
    Set<CanonicalUrl> named = new HashSet<>();
    WebUrl.parse(page.base())
        .ifPresent(
            base ->
                page.canonicalHrefs().stream()
                    .flatMap(href -> CanonicalUrl.resolve(href, base, policy).stream())
                    .forEach(named::add));
    // A header stands outside of the page: its base element does not count (RFC 8288, 3.2).
    canonicalTargets(linkHeader).stream()
        .flatMap(href -> CanonicalUrl.resolve(href, url, policy).stream())
        .forEach(named::add);
    return named.size() == 1
        ? named.stream().filter(one -> !one.equals(url)).findFirst()
        : Optional.empty();
  }

  /** Targets of the links of a header whose relation is canonical. */
  private static List<String> canonicalTargets(@Nullable String header) {
    List<String> targets = new ArrayList<>();
    if (header == null || header.length() > LONGEST_HEADER) {
      return targets;
    }
    int open = header.indexOf('<');
    while (open >= 0) {
      int close = header.indexOf('>', open);
      if (close < 0) {
        return targets;
      }
      int end = end(header, close + 1, ',');
      if (isCanonical(header.substring(close + 1, end))) {
        targets.add(header.substring(open + 1, close).strip());
      }
      open = header.indexOf('<', end);
    }
    return targets;
  }

  /** Position of a character that is not inside of quotes, else the end. */
  private static int end(String text, int from, char wanted) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == wanted) {
        return i;
      }
    }
    return text.length();
  }

  /**
   * Whether the parameters say {@code rel=canonical}: the first rel counts, and with an anchor the
   * link is about another page.
   */
  private static boolean isCanonical(String parameters) {
    Boolean canonical = null;
    int start = 0;
    while (start < parameters.length()) {
      int end = end(parameters, start, ';');
      String parameter = parameters.substring(start, end);
      start = end + 1;
      int equals = parameter.indexOf('=');
      String name =
          (equals < 0 ? parameter : parameter.substring(0, equals))
              .strip()
              .toLowerCase(Locale.ROOT);
      if (name.equals("anchor")) {
        return false;
      }
      if (name.equals("rel") && equals >= 0 && canonical == null) {
        String value = parameter.substring(equals + 1).strip().replace("\"", "");
        canonical = List.of(value.toLowerCase(Locale.ROOT).split("\\s+")).contains("canonical");
      }
    }
    return Boolean.TRUE.equals(canonical);
  }
}
