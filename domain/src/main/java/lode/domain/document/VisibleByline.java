package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import lode.domain.document.VisibleLines.Marked;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads authors and date where a page shows them to its reader: around the first heading. */
final class VisibleByline {

  /** A byline stands within so many lines of the heading. */
  private static final int NEAR = 25;

  private static final int MAX_TEXT = 200;

  /** More names than these are a list of other texts or a conversation. */
  private static final int MANY = 4;

  private static final Pattern UPDATED =
      Pattern.compile(
          "(?i)updat|modif|revis|review|edited|aktualis|geändert|mis à jour|actualiz|aggiornat|bijgewerkt|expire|event|start|end");
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "(?i)publish|posted|post|entry|created|pubdate|veröffentlich|erstellt|publi[éeck]|pubblicat|geplaatst|opublik|опублик");

  private final VisibleLines page;
  private final @Nullable String language;

  VisibleByline(VisibleLines page, @Nullable String language) {
    this.page = page;
    this.language = language;
  }

  List<String> authors(Set<String> siteNames) {
    List<String> marked = markedAuthors(siteNames);
    if (!marked.isEmpty()) {
      return marked;
    }
    List<String> lines = page.nearHeading();
    for (String line : lines.subList(0, Math.min(NEAR, lines.size()))) {
      List<String> names = AuthorName.inLine(line, siteNames);
      if (!names.isEmpty()) {
        return names;
      }
    }
    return List.of();
  }

  private List<String> markedAuthors(Set<String> siteNames) {
    List<String> nearest = List.of();
    Set<List<String>> all = new LinkedHashSet<>();
    for (Marked byline : page.bylines()) {
      String text = HtmlTree.visibleText(byline.element(), MAX_TEXT + 1);
      List<String> names =
          text.length() > MAX_TEXT ? List.of() : AuthorName.marked(text, siteNames);
      if (!names.isEmpty()) {
        all.add(names);
        if (nearest.isEmpty() && isNear(byline)) {
          nearest = names;
        }
      }
    }
    if (nearest.isEmpty() && all.size() == 1) {
      return all.iterator().next();
    }
    return all.size() >= MANY ? List.of() : nearest;
  }

  private boolean isNear(Marked marked) {
    int distance = marked.line() - page.headingLine();
    return page.headingLine() >= 0 && distance >= -5 && distance <= NEAR;
  }

  /** The text of the date that the page shows near its heading; null when there is none. */
  @Nullable String published() {
    List<String> marked = new ArrayList<>();
    for (Marked date : page.dates()) {
      String text = isNear(date) ? dateText(date.element()) : null;
      if (text == null) {
        continue;
      }
      String about = about(date.element());
      if (PUBLISHED.matcher(about).find() && !UPDATED.matcher(about).find()) {
        return text;
      }
      if (!UPDATED.matcher(about).find()) {
        marked.add(text);
      }
    }
    return marked.isEmpty() ? inLines() : marked.get(0);
  }

  private static String about(Element element) {
    Element parent = element.parent();
    String around = parent == null ? "" : " " + parent.className();
    String text = HtmlTree.visibleText(element, MAX_TEXT);
    String name = element.className() + " " + element.attr("itemprop") + around;
    return (name + " " + text).toLowerCase(Locale.ROOT);
  }

  private @Nullable String dateText(Element element) {
    String stated =
        element.attr("datetime").isEmpty() ? element.attr("content") : element.attr("datetime");
    if (PageDate.ofMachine(stated, language) != null) {
      return stated;
    }
    String text = HtmlTree.visibleText(element, MAX_TEXT);
    return text.length() < MAX_TEXT && PageDate.inText(text, language) != null ? text : null;
  }

  /** A short line near the heading that states a date. */
  private @Nullable String inLines() {
    List<String> lines = page.nearHeading();
    for (String line : lines.subList(0, Math.min(NEAR, lines.size()))) {
      boolean isShort = line.length() <= 100;
      if (isShort && !UPDATED.matcher(line).find() && PageDate.inText(line, language) != null) {
        return line;
      }
    }
    return null;
  }
}
