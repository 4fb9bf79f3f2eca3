package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The lines that stand around a page's first heading, and the elements that are marked as byline or
 * date, in reading order: where a page tells its reader who wrote it and when. Filled by a walk over
 * the tree. Menus, comments, asides and lists of other pages are left out.
 */
final class VisibleLines {

  /** Lines before and after the heading that are kept. */
  private static final int BEFORE = 12;

  private static final int AFTER = 40;
  private static final int MAX_HEADINGS = 20;
  private static final int MAX_MARKED = 200;
  private static final int MAX_LINE = 200;

  private static final Set<String> ASIDE_TAGS = Set.of("nav", "footer", "aside", "select", "form");
  private static final Set<String> ASIDE_WORDS =
      Set.of(
          "comment",
          "comments",
          "commentlist",
          "related",
          "recommended",
          "recommendations",
          "sidebar",
          "widget",
          "footer",
          "navigation",
          "nav",
          "menu",
          "popular",
          "trending",
          "newsletter",
          "recirculation",
          "latest",
          "testimonial",
          "testimonials",
          "review",
          "reviews",
          "disqus",
          "upsell",
          "carousel");

  /** An element that is marked as byline or date; {@code line} is the number of lines before it. */
  record Marked(Element element, int line) {}

  private final List<String> lines = new ArrayList<>();
  private final List<Marked> bylines = new ArrayList<>();
  private final List<Marked> dates = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private final List<Element> headings = new ArrayList<>();
  private int headingLine = -1;
  private int headingEnd = -1;
  private int count;
  private @Nullable Element hidden;
  private @Nullable Element aside;

  void enter(Element element) {
    if (!HtmlTree.isInline(element)) {
      endLine();
    }
    if (hidden != null) {
      return;
    }
    if (isHidden(element)) {
      hidden = element;
      return;
    }
    if (element.nameIs("h1")) {
      enterHeading(element);
    }
    if (aside == null) {
      String names = names(element);
      if (!element.nameIs("h1") && isAside(element, names)) {
        aside = element;
      } else if (element.attributesSize() > 0) {
        mark(element, names);
      }
    }
  }

  private static boolean isHidden(Element element) {
    return !element.nameIs("body") && !element.nameIs("html") && HtmlTree.isUnseen(element);
  }

  private void enterHeading(Element element) {
    if (aside != null && !ASIDE_TAGS.contains(aside.normalName())) {
      // What holds the page's heading is no aside, whatever it is called.
      aside = null;
    }
    if (aside == null && headings.isEmpty()) {
      headingLine = count;
    }
    if (aside == null && headings.size() < MAX_HEADINGS) {
      headings.add(element);
    }
  }

  void leave(Element element) {
    if (!HtmlTree.isInline(element)) {
      endLine();
    }
    if (element == hidden) {
      hidden = null;
    }
    if (element == aside) {
      aside = null;
    }
    if (element == heading()) {
      headingEnd = count;
    }
  }

  void text(TextNode text) {
    if (hidden == null && aside == null && current.length() <= MAX_LINE && isWanted()) {
      current.append(text.getWholeText(), 0, Math.min(text.getWholeText().length(), MAX_LINE + 1));
    }
  }

  private boolean isWanted() {
    return headingEnd < 0 || count < headingEnd + AFTER;
  }

  private void endLine() {
    if (current.isEmpty()) {
      return;
    }
    String line = current.length() > MAX_LINE ? " " : FoldedText.of(current.toString());
    current.setLength(0);
    if (line.isEmpty()) {
      return;
    }
    count++;
    lines.add(line);
    if (headingLine < 0 && lines.size() > Math.max(BEFORE, AFTER)) {
      lines.remove(0);
    }
  }

  private void mark(Element element, String names) {
    String property = HtmlTree.attr(element, "itemprop");
    boolean isByline =
        names.contains("byline")
            || names.contains("author")
            || property.equals("author")
            || HtmlTree.attr(element, "rel").equals("author");
    if (isByline && bylines.size() < MAX_MARKED) {
      bylines.add(new Marked(element, count));
    }
    boolean isDate =
        element.nameIs("time")
            || property.startsWith("date")
            || names.contains("date")
            || names.contains("publish")
            || names.contains("posted");
    if (isDate && dates.size() < MAX_MARKED) {
      dates.add(new Marked(element, count));
    }
  }

  private static boolean isAside(Element element, String names) {
    String tag = element.normalName();
    if (ASIDE_TAGS.contains(tag)) {
      return true;
    }
    if (names.isEmpty() || names.length() > MAX_LINE || tag.equals("body") || tag.equals("html")) {
      return false;
    }
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      boolean isLetter = i < names.length() && names.charAt(i) >= 'a' && names.charAt(i) <= 'z';
      if (!isLetter) {
        if (i - start > 2 && ASIDE_WORDS.contains(names.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  /** Classes and id in lower case; empty without any. */
  private static String names(Element element) {
    if (element.attributesSize() == 0) {
      return "";
    }
    String classes = HtmlTree.attr(element, "class").strip();
    String id = HtmlTree.attr(element, "id");
    String names = id.isEmpty() ? classes : classes + " " + id;
    return names.toLowerCase(Locale.ROOT);
  }

  /** The first headings of the first level, in reading order. */
  List<Element> headings() {
    return headings;
  }

  /** The first of them. */
  @Nullable Element heading() {
    return headings.isEmpty() ? null : headings.get(0);
  }

  /** Number of lines before the heading begins; -1 without one. */
  int headingLine() {
    return headingLine;
  }

  /** Bylines in reading order. */
  List<Marked> bylines() {
    return bylines;
  }

  /** Dates in reading order. */
  List<Marked> dates() {
    return dates;
  }

  /** Lines after the heading, then the few before it, the nearest first. */
  List<String> nearHeading() {
    if (headingLine < 0) {
      return List.of();
    }
    int first = count - lines.size();
    int end = Math.max(headingEnd, headingLine) - first;
    int start = headingLine - first;
    List<String> near = new ArrayList<>(lines.subList(Math.min(end, lines.size()), lines.size()));
    for (int i = start - 1; i >= Math.max(0, start - BEFORE); i--) {
      near.add(lines.get(i));
    }
    return near;
  }
}
