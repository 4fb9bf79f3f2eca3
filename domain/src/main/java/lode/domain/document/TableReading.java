package lode.domain.document;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the cells of a table are to be read. */
enum TableReading {
  /** Label cell, value cell. */
  PAIRS,
  /** Column headers are labels. */
  THING_PER_ROW,
  /** The first column holds the labels, each further column one thing. */
  THING_PER_COLUMN,
  NONE;

  private static final Set<String> GENERIC_LABELS =
      Set.of(
          "parameter",
          "parameters",
          "property",
          "properties",
          "specification",
          "specifications",
          "feature",
          "features",
          "attribute",
          "characteristic",
          "characteristics",
          "item",
          "field",
          "label",
          "spec",
          "technical data",
          "specs",
          "key",
          "detail",
          "details");
  private static final Set<String> GENERIC_VALUES =
      Set.of(
          "value",
          "values",
          "data",
          "description",
          "detail",
          "details",
          "specification",
          "information",
          "content");

  static TableReading of(TableGrid grid) {
    int columns = grid.columns();
    int rows = grid.rows().size();
    if (columns < 2 || rows == 0) {
      return NONE;
    }
    if (columns == 2) {
      return readsAsPairs(grid) ? PAIRS : THING_PER_ROW;
    }
    if (grid.headerRows() > 0) {
      return isTransposed(grid) ? THING_PER_COLUMN : THING_PER_ROW;
    }
    if (columns == 4 && headersInColumn(grid, 0) && headersInColumn(grid, 2)) {
      return PAIRS;
    }
    return headersInColumn(grid, 0) ? THING_PER_COLUMN : NONE;
  }

  /** First row that holds a pair. */
  static int pairStart(TableGrid grid) {
    return grid.columns() == 2 && hasGenericHeader(grid) ? grid.headerRows() : bareHeaderRows(grid);
  }

  private static int bareHeaderRows(TableGrid grid) {
    return grid.columns() == 2 && grid.headerRows() == grid.rows().size() - 1
        ? 0
        : grid.headerRows();
  }

  private static boolean readsAsPairs(TableGrid grid) {
    return grid.headerRows() == 0
        || grid.rows().size() == 1
        || hasGenericHeader(grid)
        || headersInColumn(grid, 0);
  }

  private static boolean hasGenericHeader(TableGrid grid) {
    if (grid.headerRows() == 0) {
      return false;
    }
    List<TableGrid.Cell> header = grid.rows().get(0);
    return GENERIC_LABELS.contains(lower(header.get(0))) || isBlankOrValue(header);
  }

  private static boolean isBlankOrValue(List<TableGrid.Cell> header) {
    return header.get(0).text().isEmpty() || GENERIC_VALUES.contains(lower(header.get(1)));
  }

  private static String lower(TableGrid.Cell cell) {
    return cell.text().toLowerCase(Locale.ROOT).replace(":", "").strip();
  }

  private static boolean headersInColumn(TableGrid grid, int column) {
    int headers = 0;
    int rows = grid.rows().size() - grid.headerRows();
    for (int y = grid.headerRows(); y < grid.rows().size(); y++) {
      headers += grid.rows().get(y).get(column).isHeader() ? 1 : 0;
    }
    return rows > 0 && headers * 3 >= rows * 2;
  }

  /**
   * In a table with one thing a row, the cells of a column are alike (all amounts in kW); in a
   * transposed one those of a row are.
   */
  private static boolean isTransposed(TableGrid grid) {
    if (GENERIC_LABELS.contains(lower(grid.rows().get(0).get(0)))) {
      return true;
    }
    int rows = grid.rows().size() - grid.headerRows();
    if (rows < 2) {
      return false;
    }
    double alongRows = 0;
    for (int y = grid.headerRows(); y < grid.rows().size(); y++) {
      alongRows += likeness(kinds(grid, y, y + 1, 1, grid.columns()));
    }
    double alongColumns = 0;
    for (int x = 1; x < grid.columns(); x++) {
      alongColumns += likeness(kinds(grid, grid.headerRows(), grid.rows().size(), x, x + 1));
    }
    return alongRows / rows > alongColumns / (grid.columns() - 1) + 0.2;
  }

  private static Map<String, Integer> kinds(TableGrid grid, int top, int end, int left, int right) {
    Map<String, Integer> kinds = new HashMap<>();
    for (int y = top; y < end; y++) {
      for (int x = left; x < right; x++) {
        kinds.merge(kind(grid.rows().get(y).get(x).text()), 1, Integer::sum);
      }
    }
    return kinds;
  }

  private static double likeness(Map<String, Integer> kinds) {
    int all = kinds.values().stream().mapToInt(Integer::intValue).sum();
    int most = kinds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return all == 0 ? 0 : (double) most / all;
  }

  /** A number by its unit, a text as text. */
  private static String kind(String text) {
    boolean isNumber = text.chars().anyMatch(Character::isDigit) && text.length() < 40;
    return isNumber ? "#" + text.replaceAll("[\\d.,\\s+±–-]+", "") : text.isEmpty() ? "" : "text";
  }
}
