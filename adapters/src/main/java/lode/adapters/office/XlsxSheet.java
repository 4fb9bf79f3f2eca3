package lode.adapters.office;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;

/** The filled cells of one sheet, gathered while the sheet is parsed. */
final class XlsxSheet implements SheetContentsHandler {

  /** Columns further right are no table for readers. */
  private static final int MOST_COLUMNS = 200;

  /** What the sheets of one workbook share. */
  static final class Limit {
    private final int maxCells;
    private final ReadingTime time;
    private int cells;

    Limit(int maxCells, ReadingTime time) {
      this.maxCells = maxCells;
      this.time = time;
    }

    private void count() {
      time.check();
      if (++cells > maxCells) {
        throw FileNotReadable.byRule(
            "workbook has more than "
                + maxCells
                + " filled cells (LODE_FILES_MAX_CELLS sets the limit)");
      }
    }
  }

  private record Line(int number, List<String> cells) {

    long filled() {
      return cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    int first() {
      int at = 0;
      while (cells.get(at).isEmpty()) {
        at++;
      }
      return at;
    }
  }

  private final Limit limit;
  private final List<Line> lines = new ArrayList<>();
  private List<String> cells = new ArrayList<>();

  XlsxSheet(Limit limit) {
    this.limit = limit;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public void startRow(int row) {
    limit.time.check();
    cells = new ArrayList<>();
  }

  @Override
  public void cell(
      @Nullable String reference, @Nullable String shown, @Nullable XSSFComment comment) {
    if (shown == null || shown.isBlank()) {
      return;
    }
    limit.count();
    int column = reference == null ? cells.size() : new CellReference(reference).getCol();
    if (column >= MOST_COLUMNS) {
      return;
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    cells.set(column, shown.replace('\f', ' '));
  }

  @Override
  public void endRow(int row) {
    if (!cells.isEmpty()) {
      lines.add(new Line(row + 1, cells));
    }
  }

  /** Rows without an empty one between them are a table; rows of one cell above it are lines. */
  List<FileBlock> tables() {
    List<FileBlock> tables = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).number() > lines.get(i - 1).number() + 1) {
        add(lines.subList(from, i), tables);
        from = i;
      }
    }
    return tables;
  }

  private static void add(List<Line> together, List<FileBlock> tables) {
    int next = 0;
    while (next < together.size() && together.get(next).filled() == 1) {
      tables.add(table(together.subList(next, next + 1)));
      next++;
    }
    if (next < together.size()) {
      tables.add(table(together.subList(next, together.size())));
    }
  }

  private static FileBlock table(List<Line> lines) {
    int left = lines.stream().mapToInt(Line::first).min().orElse(0);
    return new FileBlock.Table(
        0,
        lines.stream()
            .map(
                line ->
                    new FileBlock.Row(
                        line.number(), line.cells().subList(left, line.cells().size())))
            .toList());
  }
}
