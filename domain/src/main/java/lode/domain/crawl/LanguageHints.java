package lode.domain.crawl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.PageLink;
import lode.domain.url.CanonicalUrl;

/**
 * What the links of one page say of the languages of their targets. {@code hreflang} counts as it
 * stands. A segment, subdomain or parameter that looks like a language only counts when the page
 * shows that the site means it so: an alternate link agrees with it, or its like stands in the same
 * place for another language and at least one of the two is no common abbreviation; {@code /it/}
 * alone may be a department.
 */
public final class LanguageHints {

  /** Codes that stand for hardly anything but a language in a URL. */
  private static final Set<String> PLAIN =
      Set.of(
          "de", "en", "fr", "es", "pt", "nl", "pl", "ru", "zh", "ja", "ko", "sv", "fi", "tr", "el",
          "hu", "ro", "uk", "bg", "vi", "da");

  private static final Pattern SEGMENT =
      Pattern.compile("([a-z]{2})(?:[-_]([a-z]{2}|hans|hant))?", Pattern.CASE_INSENSITIVE);

  private static final Pattern PARAMETER =
      Pattern.compile("(?:^|&)(?:lang|language|hl|locale|lng)=([A-Za-z_-]{2,8})(?:&|$)");

  /** Segments from the start of a path in which a language may stand. */
  private static final int SEGMENTS = 2;

  private final Map<CanonicalUrl, Set<String>> declared = new HashMap<>();
  private final Map<CanonicalUrl, String> texts = new HashMap<>();
  private final Map<String, Set<String>> tagsByPlace = new HashMap<>();
  private final Set<String> meant = new TreeSet<>();

  /** Of a page with these links. */
  public LanguageHints(CanonicalUrl page, Map<CanonicalUrl, List<PageLink>> links) {
    note(page);
    links.forEach(
        (url, given) -> {
          note(url);
          given.forEach(link -> note(url, link));
        });
    tagsByPlace.forEach(
        (place, tags) -> {
          long languages = tags.stream().map(tag -> tag.substring(0, 2)).distinct().count();
          if (languages > 1 && tags.stream().anyMatch(LanguageHints::isPlain)) {
            meant.add(place);
          }
        });
  }

  private static boolean isPlain(String tag) {
    return tag.length() > 2 || PLAIN.contains(tag);
  }

  private void note(CanonicalUrl url) {
    hints(url)
        .forEach((place, tag) -> tagsByPlace.computeIfAbsent(place, p -> new TreeSet<>()).add(tag));
  }

  private void note(CanonicalUrl url, PageLink link) {
    if (!link.text().isEmpty()) {
      texts.putIfAbsent(url, link.text());
    }
    Optional<String> tag = LanguageTags.canonical(link.hreflang());
    tag.ifPresent(
        language -> {
          declared.computeIfAbsent(url, u -> new TreeSet<>()).add(language);
          hints(url)
              .forEach(
                  (place, hint) -> {
                    if (hint.substring(0, 2).equals(language.substring(0, 2))) {
                      meant.add(place);
                    }
                  });
        });
  }

  /** Tags by the place where they stand, the outermost first. */
  private static Map<String, String> hints(CanonicalUrl url) {
    Map<String, String> hints = new LinkedHashMap<>();
    String host = url.host();
    int dot = host.indexOf('.');
    if (dot > 0 && host.indexOf('.', dot + 1) > 0) {
      hint(host.substring(0, dot)).ifPresent(tag -> hints.put("*" + host.substring(dot), tag));
    }
    String[] segments = url.path().split("/", SEGMENTS + 2);
    for (int i = 1; i <= SEGMENTS && i < segments.length; i++) {
      String place = url.hostKey() + "/" + i;
      hint(segments[i]).ifPresent(tag -> hints.put(place, tag));
    }
    Matcher parameter = PARAMETER.matcher(url.query());
    if (parameter.find()) {
      hint(parameter.group(1)).ifPresent(tag -> hints.put(url.hostKey() + "?", tag));
    }
    return hints;
  }

  private static Optional<String> hint(String part) {
    return SEGMENT.matcher(part).matches() ? LanguageTags.canonical(part) : Optional.empty();
  }

  /** The rule that keeps a URL out of a crawl for these languages; empty when nothing does. */
  public Optional<String> refusal(CanonicalUrl url, LanguageTags wanted) {
    Set<String> tags = declared.getOrDefault(url, Set.of());
    if (!tags.isEmpty()) {
      return tags.stream().anyMatch(wanted::want)
          ? Optional.empty()
          : Optional.of("language " + tags.iterator().next() + ", by hreflang");
    }
    return meantTag(url)
        .filter(tag -> !wanted.want(tag))
        .map(tag -> "language " + tag + ", by its URL");
  }

  private Optional<String> meantTag(CanonicalUrl url) {
    return hints(url).entrySet().stream()
        .filter(hint -> meant.contains(hint.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether something says that a URL has one of these languages. */
  public boolean promises(CanonicalUrl url, LanguageTags wanted) {
    Set<String> tags = declared.getOrDefault(url, Set.of());
    return tags.stream().anyMatch(wanted::want)
        || tags.isEmpty()
            && (meantTag(url).filter(wanted::want).isPresent() || isNamed(url, wanted));
  }

  /** Whether the link's text is the name of a language: "English", "EN". */
  private boolean isNamed(CanonicalUrl url, LanguageTags wanted) {
    String text = texts.getOrDefault(url, "").strip();
    return wanted.tags().stream()
        .map(Locale::forLanguageTag)
        .anyMatch(
            language ->
                text.equalsIgnoreCase(language.getLanguage())
                    || text.equalsIgnoreCase(language.getDisplayLanguage(language))
                    || text.equalsIgnoreCase(language.getDisplayLanguage(Locale.ENGLISH)));
  }
}
