package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The markers of list items, so that CommonMark reads the lists, their nesting and their numbers. */
final class ListMarkers {

  private static final int MAX_DIGITS = 6;

  private final List<Open> open = new ArrayList<>();

  /** Where the last list ended, and its marker: the next one right behind it has another. */
  private int lastEnd = -1;

  private String lastMarker = "";

  private static final class Open {
    final Element list;
    final String marker;
    final int step;
    int number;
    int width = 2;

    Open(Element list, String marker) {
      this.list = list;
      this.marker = marker;
      this.step = list.hasAttr("reversed") ? -1 : 1;
      this.number = list.nameIs("ol") ? start(list) : 0;
    }
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  /** A list right inside a list belongs to the item before it. */
  String indentOf(Element list) {
    Element parent = list.parent();
    boolean isInList = isOpen() && parent != null && open.get(open.size() - 1).list == parent;
    return isInList ? " ".repeat(open.get(open.size() - 1).width) : "";
  }

  void open(Element list, int position) {
    boolean follows = lastEnd == position && position > 0;
    boolean isNumbered = list.nameIs("ol");
    String usual = isNumbered ? ". " : "- ";
    String other = isNumbered ? ") " : "* ";
    open.add(new Open(list, follows && lastMarker.equals(usual) ? other : usual));
  }

  void close(int position) {
    lastMarker = open.remove(open.size() - 1).marker;
    lastEnd = position;
  }

  /** The marker of the next item of the list that is open. */
  String next(Element item) {
    Open list = isOpen() ? open.get(open.size() - 1) : null;
    if (list == null || !list.list.nameIs("ol")) {
      return list == null ? "- " : list.marker;
    }
    list.number = number(item.attr("value"), list.number);
    String marker = Math.max(0, list.number) + list.marker;
    list.number += list.step;
    list.width = marker.length();
    return marker;
  }

  private static int start(Element list) {
    int first = list.hasAttr("reversed") ? items(list) : 1;
    return number(list.attr("start"), first);
  }

  private static int items(Element list) {
    int items = 0;
    for (Element child : list.children()) {
      items += child.nameIs("li") ? 1 : 0;
    }
    return items;
  }

  private static int number(@Nullable String attribute, int otherwise) {
    boolean isNumber =
        attribute != null
            && !attribute.isEmpty()
            && attribute.length() <= MAX_DIGITS
            && attribute.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(attribute) : otherwise;
  }
}
