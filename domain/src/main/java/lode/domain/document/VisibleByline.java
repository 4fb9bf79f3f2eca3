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
  private static final Pattern UPDATE =
      Pattern.compile(
          "(?i)updated|modified|last revis|last edit|aktualisiert|geändert|mis à jour|actualizado|aggiornato|bijgewerkt|atualizado|обновлено|更新|업데이트");
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "(?i)publish|posted|post|entry|created|pubdate|veröffentlich|erstellt|publi[éeck]|pubblicat|geplaatst|opublik|опублик");

  private static final Pattern JOINING = Pattern.compile("(?i),|,? ?(?:and|&|und|et|y)");

  /** Names so many lines apart do not belong to one list of texts. */
  private static final int APART = 12;

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
    for (int i = 0; i < Math.min(NEAR, lines.size()); i++) {
      List<String> names = AuthorName.inLine(lines.get(i), siteNames);
      if (names.isEmpty() && i + 1 < lines.size() && AuthorName.announces(lines.get(i))) {
        names = AuthorName.announced(joined(lines, i + 1), siteNames);
      }
      if (!names.isEmpty()) {
        return names;
      }
    }
    return List.of();
  }

  /** A list of names may have a line for each name and for each comma. */
  private static String joined(List<String> lines, int first) {
    StringBuilder joined = new StringBuilder(lines.get(first));
    int at = first + 1;
    while (at + 1 < lines.size() && at < first + 8 && JOINING.matcher(lines.get(at)).matches()) {
      joined.append(lines.get(at).startsWith(",") ? "" : " ").append(lines.get(at));
      joined.append(' ').append(lines.get(at + 1));
      at += 2;
    }
    return joined.toString();
  }

  private List<String> markedAuthors(Set<String> siteNames) {
    List<String> nearest = List.of();
    int nearestLine = 0;
    boolean isList = false;
    Set<List<String>> all = new LinkedHashSet<>();
    for (Marked byline : page.bylines()) {
      String text = HtmlTree.visibleText(byline.element(), MAX_TEXT + 1);
      List<String> names =
          text.length() > MAX_TEXT ? List.of() : AuthorName.marked(text, siteNames);
      if (names.isEmpty() && isAccount(byline.element())) {
        names = AuthorName.account(text, siteNames);
      }
      if (!names.isEmpty()) {
        all.add(names);
        isList |=
            !nearest.isEmpty() && !nearest.equals(names) && byline.line() < nearestLine + APART;
        if (nearest.isEmpty() && isNear(byline)) {
          nearest = names;
          nearestLine = byline.line();
        }
      }
    }
    if (nearest.isEmpty() && all.size() == 1) {
      return all.iterator().next();
    }
    return all.size() >= MANY && isList ? List.of() : nearest;
  }

  /** Whether an element is said to hold nothing but the author's name. */
  private static boolean isAccount(Element element) {
    return element.attr("rel").equals("author") || element.attr("itemprop").equals("author");
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
    if (!marked.isEmpty()) {
      return marked.get(0);
    }
    String line = inLines(false);
    return line == null ? onlyDate() : line;
  }

  /** The text of the date near the heading from which on the page is as it is; null without one. */
  @Nullable String modified() {
    for (Marked date : page.dates()) {
      String text = isNear(date) ? dateText(date.element()) : null;
      if (text != null && UPDATE.matcher(about(date.element())).find()) {
        return text;
      }
    }
    return inLines(true);
  }

  /** A time that stands anywhere in the text when the page has no other. */
  private @Nullable String onlyDate() {
    String only = null;
    for (Marked date : page.dates()) {
      boolean isTime = date.element().nameIs("time") && page.headingLine() >= 0;
      String text = isTime ? dateText(date.element()) : null;
      if (text != null && UPDATED.matcher(about(date.element())).find()) {
        return null;
      }
      if (text != null && only != null && !only.equals(text)) {
        return null;
      }
      only = text == null ? only : text;
    }
    return only;
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

  /** A short line near the heading that states a date, of a change or of none. */
  private @Nullable String inLines(boolean isChange) {
    List<String> lines = page.nearHeading();
    for (String line : lines.subList(0, Math.min(NEAR, lines.size()))) {
      boolean isShort = line.length() <= 100;
      boolean isWanted = isChange ? UPDATE.matcher(line).find() : !UPDATED.matcher(line).find();
      if (isShort && isWanted && PageDate.inText(line, language) != null) {
        return line;
      }
    }
    return null;
  }
}
