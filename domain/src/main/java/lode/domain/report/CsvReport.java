package lode.domain.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Renders a report as CSV (RFC 4180): one row for each row of its tables, one column for each
 * column that any table has, then conflicts, least confidence, source addresses and quotes of the
 * row. Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay
 * numbers.
 */
public final class CsvReport {

  private static final List<String> LAST =
      List.of("conflicts", "least_confidence", "sources", "quotes");

  private final ReportModel model;
  private final Map<String, ReportColumn> columns = new LinkedHashMap<>();

  private CsvReport(ReportModel model) {
    this.model = model;
    for (ReportSection section : model.sections()) {
      for (ReportTable table : section.tables()) {
        table.columns().forEach(column -> columns.putIfAbsent(column.key(), column));
      }
    }
  }

  /** The whole report with a header row; line breaks are CR LF. */
  public static String render(ReportModel model) {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      new CsvReport(model).print(printer);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  private void print(CSVPrinter printer) throws IOException {
    printer.printRecord(header());
    for (ReportSection section : model.sections()) {
      for (ReportTable table : section.tables()) {
        for (ReportRow row : table.rows()) {
          printer.printRecord(record(section, table, row));
        }
      }
    }
  }

  private List<Object> header() {
    List<Object> header = new ArrayList<>(List.of("section", safe(rowHeading())));
    for (ReportColumn column : columns.values()) {
      long same =
          columns.values().stream()
              .filter(other -> other.heading().equals(column.heading()))
              .count();
      String name = same > 1 ? Labels.withUnit(column.key(), column.unit()) : column.heading();
      header.add(safe(name));
    }
    header.addAll(LAST);
    return header;
  }

  private String rowHeading() {
    return model.sections().stream()
        .flatMap(section -> section.tables().stream())
        .map(ReportTable::rowHeading)
        .distinct()
        .reduce((one, other) -> "row")
        .orElse("row");
  }

  private List<Object> record(ReportSection section, ReportTable table, ReportRow row) {
    Object[] values = new Object[columns.size()];
    Arrays.fill(values, "");
    List<String> keys = List.copyOf(columns.keySet());
    List<String> conflicts = new ArrayList<>();
    Map<Integer, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < row.cells().size(); i++) {
      ReportCell cell = row.cells().get(i);
      ReportColumn column = table.columns().get(i);
      values[keys.indexOf(column.key())] = value(cell);
      cell.evidence().forEach(number -> labels.putIfAbsent(number, column.label()));
      for (CellConflict conflict : cell.conflicts()) {
        conflicts.add(column.label() + ": " + conflict.text());
        conflict.evidence().forEach(number -> labels.putIfAbsent(number, column.label()));
      }
    }
    List<Object> record = new ArrayList<>(List.of(safe(section.heading()), safe(row.heading())));
    Collections.addAll(record, values);
    record.add(safe(String.join("\n", conflicts)));
    record.add(leastConfidence(row));
    record.add(safe(sources(labels.keySet())));
    record.add(safe(quotes(labels)));
    return record;
  }

  private static Object value(ReportCell cell) {
    boolean number = cell.value() != null && cell.value().isNumber();
    // A number in another unit than the column's is text: its unit must not get lost.
    return number && Labels.value(cell.value()).equals(cell.text())
        ? cell.text()
        : safe(cell.text());
  }

  private static Object leastConfidence(ReportRow row) {
    return row.cells().stream()
        .map(ReportCell::confidence)
        .filter(Objects::nonNull)
        .min(Double::compare)
        .<Object>map(least -> least)
        .orElse("");
  }

  private String sources(Set<Integer> numbers) {
    Set<String> urls = new LinkedHashSet<>();
    numbers.forEach(number -> urls.add(evidence(number).sourceUrl()));
    return String.join("\n", urls);
  }

  private String quotes(Map<Integer, String> labels) {
    return labels.entrySet().stream()
        .filter(entry -> !evidence(entry.getKey()).quote().isEmpty())
        .map(entry -> entry.getValue() + ": “" + evidence(entry.getKey()).quote() + "”")
        .collect(Collectors.joining("\n"));
  }

  private ReportEvidence evidence(int number) {
    return model.evidence().get(number - 1);
  }

  /** Spreadsheets look at the first character, some of them after blanks; so does this. */
  static String safe(String text) {
    String start = text.stripLeading();
    boolean formula =
        !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0
            || !start.isEmpty() && "=+-@＝＋－＠".indexOf(start.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
