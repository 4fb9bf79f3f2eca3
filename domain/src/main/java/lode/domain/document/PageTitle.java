package lode.domain.document;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a page is called: the heading that its reader sees where the page calls itself
 * something like it elsewhere, else what it calls itself, without the site's name.
 */
final class PageTitle {

  private static final int MAX_TITLE = 500;

  /** Words that a heading shares with the title before it stands for it: many titles are made for
   * search engines, few have nothing in common with the heading of the same page. */
  private static final double RESEMBLING = 0.2;

  private static final double NEARLY = 0.5;
  private static final List<String> SEPARATORS =
      List.of(" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " / ");
  private static final Pattern HOST = Pattern.compile("^https?://(?:www\\.)?([^/:?#]+)");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Set<String> siteNames = new HashSet<>();
  private final String heading;
  private final @Nullable String openGraph;
  private final String element;

  private PageTitle(PageElements page) {
    this.openGraph = page.meta("og:title");
    this.element = FoldedText.of(page.page().title(), MAX_TITLE);
    addSite(page.meta("og:site_name"));
    addSite(page.meta("application-name"));
    addHost(page.meta("og:url"));
    for (Element link : page.links()) {
      if (link.attr("rel").equalsIgnoreCase("canonical")) {
        addHost(link.attr("href"));
      }
    }
    this.heading = heading(page.visible().headings());
  }

  /** The first heading, unless the page calls itself by another one: the first may be the site's name. */
  private String heading(List<Element> headings) {
    return headings.stream()
        .map(each -> HtmlTree.words(each, MAX_TITLE))
        .filter(text -> !text.isEmpty())
        .min(Comparator.comparingInt(this::distance))
        .orElse("");
  }

  /** 0 and 1 for what the page calls itself, 2 for a part of that, 3 for all else, 4 for the site's name. */
  private int distance(String text) {
    if (isSite(text)) {
      return 4;
    }
    boolean ends =
        SEPARATORS.stream()
            .map(separator -> separator + text)
            .anyMatch(end -> isAt(element.length() - end.length(), end));
    if (text.equalsIgnoreCase(openGraph) && !ends) {
      return 0;
    }
    if (text.equalsIgnoreCase(element)) {
      return 1;
    }
    boolean begins = SEPARATORS.stream().map(text::concat).anyMatch(start -> isAt(0, start));
    return begins || ends ? 2 : 3;
  }

  private boolean isAt(int place, String part) {
    return element.regionMatches(true, place, part, 0, part.length());
  }

  static @Nullable String of(PageElements page) {
    String title = new PageTitle(page).choose();
    return title.isEmpty() ? null : FoldedText.cut(title, MAX_TITLE);
  }

  private String choose() {
    String stated = openGraph == null ? element : openGraph;
    if (stated.isEmpty()) {
      return heading;
    }
    boolean isSite = siteNames.contains(AuthorName.plain(heading));
    if (!isSite && (resembles(openGraph) || resembles(element))) {
      return withoutSite(heading);
    }
    return withoutSite(stated);
  }

  /** Whether the heading says something like this title. */
  private boolean resembles(@Nullable String title) {
    if (title == null || heading.isEmpty()) {
      return false;
    }
    if (withoutSite(title).equalsIgnoreCase(heading)) {
      return true;
    }
    Set<String> words = words(heading);
    Set<String> others = words(title);
    int all = words.size() + others.size();
    int own = words.size();
    words.retainAll(others);
    double shared = all == 0 ? 0 : 2.0 * words.size() / all;
    return shared >= (own < 2 ? NEARLY : RESEMBLING);
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(NO_WORD.split(text.toLowerCase(Locale.ROOT))));
  }

  /** Takes the site's name off only when the page itself names the site or repeats the rest. */
  private String withoutSite(String title) {
    for (String separator : SEPARATORS) {
      int cut = title.lastIndexOf(separator);
      if (cut <= 0) {
        continue;
      }
      String before = title.substring(0, cut).strip();
      String after = title.substring(cut + separator.length()).strip();
      if (isSite(after) || before.equalsIgnoreCase(heading)) {
        return before;
      }
      if (isSite(before) && !after.isEmpty()) {
        return after;
      }
    }
    boolean isHeadingFirst =
        !heading.isEmpty() && title.startsWith(heading) && heading.length() < title.length();
    String rest = isHeadingFirst ? title.substring(heading.length()) : "";
    return SEPARATORS.stream().anyMatch(rest::startsWith) ? heading : title;
  }

  private boolean isSite(String part) {
    return siteNames.contains(AuthorName.plain(part));
  }

  private void addSite(@Nullable String name) {
    String plain = name == null ? "" : AuthorName.plain(name);
    if (!plain.isEmpty()) {
      siteNames.add(plain);
    }
  }

  /** The host and its name without the ending: pages call their site one or the other. */
  private void addHost(@Nullable String url) {
    Matcher host = url == null ? null : HOST.matcher(url);
    if (host != null && host.find()) {
      String name = host.group(1);
      addSite(name);
      int end = name.lastIndexOf('.');
      String rest = end > 0 ? name.substring(0, end) : name;
      addSite(rest);
      addSite(rest.substring(rest.lastIndexOf('.') + 1));
    }
  }
}
