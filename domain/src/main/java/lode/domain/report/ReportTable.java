package lode.domain.report;

import java.util.List;

/**
 * A table of a report.
 *
 * @param rowHeading heading over the labels of the rows
 * @param columns what stands right of the labels; as many as every row has cells
 */
public record ReportTable(String rowHeading, List<ReportColumn> columns, List<ReportRow> rows) {

  public ReportTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
