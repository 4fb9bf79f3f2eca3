package lode.domain.document;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page says of itself: title, language, description. */
record PageHead(@Nullable String title, @Nullable String language, @Nullable String description) {

  private static final int MAX_TITLE = 500;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");
  private static final List<String> SEPARATORS =
      List.of(" | ", " - ", " – ", " — ", " · ", " :: ", " » ");

  static PageHead of(PageElements page) {
    String description = page.meta("description", "og:description", "twitter:description");
    return new PageHead(
        title(page),
        language(page),
        description == null ? null : FoldedText.cut(description, MAX_DESCRIPTION));
  }

  private static @Nullable String title(PageElements page) {
    String heading = firstHeading(page);
    String title = page.meta("og:title");
    if (title == null) {
      title = FoldedText.of(page.page().title());
    }
    if (title.isEmpty()) {
      return heading.isEmpty() ? null : FoldedText.cut(heading, MAX_TITLE);
    }
    String site = page.meta("og:site_name", "application-name");
    return FoldedText.cut(withoutSite(title, site, heading), MAX_TITLE);
  }

  private static String firstHeading(PageElements page) {
    Element heading = page.visible().heading();
    return heading == null ? "" : HtmlTree.visibleText(heading, MAX_TITLE);
  }

  /** Takes the site's name off only when the page itself names the site or repeats the rest. */
  private static String withoutSite(String title, @Nullable String site, String heading) {
    for (String separator : SEPARATORS) {
      int cut = title.lastIndexOf(separator);
      if (cut <= 0) {
        continue;
      }
      String before = title.substring(0, cut).strip();
      String after = title.substring(cut + separator.length()).strip();
      if (after.equalsIgnoreCase(site) || before.equalsIgnoreCase(heading)) {
        return before;
      }
      if (before.equalsIgnoreCase(site) && !after.isEmpty()) {
        return after;
      }
    }
    int first = title.indexOf(heading);
    boolean isHeadingFirst = !heading.isEmpty() && first == 0 && heading.length() < title.length();
    String rest = isHeadingFirst ? title.substring(heading.length()) : "";
    return SEPARATORS.stream().anyMatch(rest::startsWith) ? heading : title;
  }

  private static @Nullable String language(PageElements page) {
    Element html = page.page().selectFirst("html");
    String declared = html == null ? null : tag(html.attr("lang"));
    if (declared == null && html != null) {
      declared = tag(html.attr("xml:lang"));
    }
    if (declared == null) {
      declared = tag(page.meta("content-language"));
    }
    return declared == null ? tag(page.meta("og:locale")) : declared;
  }

  /** The tag in the case that BCP 47 recommends; null when it is none. */
  private static @Nullable String tag(@Nullable String raw) {
    String tag = raw == null ? "" : raw.strip().split("[,;\\s]", 2)[0].replace('_', '-');
    return LANGUAGE_TAG.matcher(tag).matches() ? Locale.forLanguageTag(tag).toLanguageTag() : null;
  }
}
