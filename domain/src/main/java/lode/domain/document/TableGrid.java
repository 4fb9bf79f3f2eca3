package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * An HTML table as rows of cells, with cells that span repeated in each place they cover.
 *
 * @param rows cells row by row; all rows have the same length
 * @param headerRows number of rows at the top that hold column headers
 */
record TableGrid(List<List<Cell>> rows, int headerRows) {

  private static final int MAX_SPAN = 100;
  private static final int MAX_COLUMNS = 200;
  private static final int MAX_CELLS = 200_000;
  private static final int LONG_CELL = 600;
  private static final int MAX_HEADER = 80;

  /**
   * One place of the grid.
   *
   * @param element the cell's element, or null where the row is short
   * @param isRepeat true when the cell's own place is further left or above
   */
  record Cell(@Nullable Element element, String text, boolean isRepeat) {
    static final Cell EMPTY = new Cell(null, "", false);

    boolean isHeader() {
      return element != null && element.nameIs("th");
    }

    Cell repeated() {
      return new Cell(element, text, true);
    }
  }

  /** The grid of a table; null when it is too large to be one. */
  static @Nullable TableGrid of(Element table) {
    List<Element> elements = rowElements(table);
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      rows.add(new ArrayList<>());
    }
    int placed = 0;
    for (int i = 0; i < elements.size(); i++) {
      placed += place(rows, i, elements.get(i));
      if (placed > MAX_CELLS || rows.get(i).size() > MAX_COLUMNS) {
        return null;
      }
    }
    rows.removeIf(row -> row.stream().allMatch(cell -> cell.text().isEmpty()));
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    if ((long) columns * rows.size() > MAX_CELLS) {
      return null;
    }
    for (List<Cell> row : rows) {
      row.replaceAll(cell -> cell == UNSET ? Cell.EMPTY : cell);
      row.addAll(Collections.nCopies(columns - row.size(), Cell.EMPTY));
    }
    return new TableGrid(rows, headerRows(rows));
  }

  private static final Cell UNSET = new Cell(null, "", false);

  int columns() {
    return rows.isEmpty() ? 0 : rows.get(0).size();
  }

  /** The rows of this table, not those of tables inside it. */
  static List<Element> rowElements(Element table) {
    List<Element> rows = new ArrayList<>();
    for (Element child : table.children()) {
      if (child.nameIs("tr")) {
        rows.add(child);
      } else if (Set.of("thead", "tbody", "tfoot").contains(child.normalName())) {
        for (Element row : child.children()) {
          if (row.nameIs("tr")) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }

  private static int place(List<List<Cell>> rows, int rowIndex, Element rowElement) {
    List<Cell> row = rows.get(rowIndex);
    int column = 0;
    int placed = 0;
    for (Element element : rowElement.children()) {
      if (!element.nameIs("td") && !element.nameIs("th")) {
        continue;
      }
      while (column < row.size() && row.get(column) != UNSET) {
        column++;
      }
      Cell cell = new Cell(element, HtmlTree.visibleText(element), false);
      int room = Math.max(1, MAX_COLUMNS - column);
      int wide = Math.min(span(element, "colspan"), room);
      int high = Math.min(span(element, "rowspan"), rows.size() - rowIndex);
      for (int y = 0; y < high; y++) {
        for (int x = 0; x < wide; x++) {
          set(rows.get(rowIndex + y), column + x, x + y == 0 ? cell : cell.repeated());
        }
      }
      placed += wide * high;
      column += wide;
    }
    return placed;
  }

  private static void set(List<Cell> row, int column, Cell cell) {
    while (row.size() <= column) {
      row.add(UNSET);
    }
    if (row.get(column) == UNSET) {
      row.set(column, cell);
    }
  }

  private static int span(Element cell, String attribute) {
    try {
      int span = Integer.parseInt(cell.attr(attribute).strip());
      return Math.max(1, Math.min(span, MAX_SPAN));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static int headerRows(List<List<Cell>> rows) {
    int headers = 0;
    while (headers < rows.size() - 1 && headers < 3 && isHeaderRow(rows.get(headers))) {
      headers++;
    }
    boolean bare = headers == 0 && rows.size() > 1 && rows.get(0).size() > 1;
    return bare && readsAsHeader(rows) ? 1 : headers;
  }

  private static boolean isHeaderRow(List<Cell> row) {
    boolean some = false;
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      boolean inHead =
          cell.isHeader()
              || (cell.element() != null && cell.element().closest("thead") != null)
              || (i == 0 && cell.text().isEmpty());
      if (!inHead && cell.element() != null) {
        return false;
      }
      some |= inHead && !cell.text().isEmpty();
    }
    return some;
  }

  /** A first row of short words all in bold, or without digits above rows that have them. */
  private static boolean readsAsHeader(List<List<Cell>> rows) {
    List<Cell> first = rows.get(0);
    boolean allBold = true;
    for (Cell cell : first) {
      if (cell.text().isEmpty() || cell.text().length() > MAX_HEADER || cell.isHeader()) {
        return false;
      }
      allBold &= isBold(cell);
    }
    if (allBold) {
      return !isBold(rows.get(1).get(first.size() - 1));
    }
    return first.size() > 2 && digitCells(first) == 0 && mostRowsHaveDigits(rows);
  }

  private static boolean isBold(Cell cell) {
    Element bold = cell.element() == null ? null : cell.element().selectFirst("b, strong");
    return bold != null && HtmlTree.visibleText(bold).length() >= cell.text().length();
  }

  private static boolean mostRowsHaveDigits(List<List<Cell>> rows) {
    long withDigits = rows.stream().skip(1).filter(row -> digitCells(row) >= 2).count();
    return withDigits * 2 > rows.size() - 1;
  }

  private static long digitCells(List<Cell> row) {
    return row.stream().filter(cell -> cell.text().chars().anyMatch(Character::isDigit)).count();
  }

  /** True for a table that only places things on the page. */
  static boolean isLayout(Element table) {
    String role = table.attr("role");
    if (role.equals("presentation") || role.equals("none") || holdsBelow(table, "table")) {
      return true;
    }
    List<Element> rows = rowElements(table);
    boolean hasHeader = rows.stream().anyMatch(TableGrid::holdsHeader);
    int columns = rows.stream().mapToInt(Element::childrenSize).max().orElse(0);
    if (columns < 2 || (rows.size() < 2 && !hasHeader && columns != 2)) {
      return true;
    }
    return !hasHeader && (holdsBelow(table, "h1, h2, h3") || hasLongCell(rows));
  }

  private static boolean holdsHeader(Element row) {
    return row.children().stream().anyMatch(cell -> cell.nameIs("th"));
  }

  /** Asks each child on its own, so that the table itself does not count; ends at the first. */
  private static boolean holdsBelow(Element table, String query) {
    return table.children().stream().anyMatch(child -> child.selectFirst(query) != null);
  }

  private static boolean hasLongCell(List<Element> rows) {
    for (Element row : rows) {
      for (Element cell : row.children()) {
        if (HtmlTree.visibleText(cell, LONG_CELL + 1).length() > LONG_CELL) {
          return true;
        }
      }
    }
    return false;
  }
}
