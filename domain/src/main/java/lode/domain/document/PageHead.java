package lode.domain.document;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page says of itself: title, language, description. */
record PageHead(@Nullable String title, @Nullable String language, @Nullable String description) {

  private static final int MAX_DESCRIPTION = 2_000;
  private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

  static PageHead of(PageElements page) {
    String description = page.meta("description", "og:description", "twitter:description");
    return new PageHead(
        PageTitle.of(page),
        language(page),
        description == null ? null : FoldedText.cut(description, MAX_DESCRIPTION));
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
