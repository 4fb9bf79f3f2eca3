package lode.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A report on one screen: the head of each table, and the quotes behind what is shown. */
final class ReportDigest {

  private static final int ROWS = 8;
  private static final int COLUMNS = 4;
  private static final int CELL = 30;
  private static final int QUOTES = 15;
  private static final int QUOTE = 100;

  private final JsonNode report;
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> shown = new LinkedHashSet<>();

  ReportDigest(JsonNode report) {
    this.report = report;
  }

  String render() {
    text.append('\n').append(report.path("title").asString("")).append("\n");
    for (JsonNode section : report.path("sections")) {
      JsonNode table = section.path("tables").path(0);
      if (isTold(table)) {
        text.append('\n').append(section.path("heading").asString("")).append('\n');
        table(table);
      }
    }
    quotes();
    return text.toString();
  }

  private static boolean isTold(JsonNode table) {
    for (JsonNode row : table.path("rows")) {
      if (hasValue(row)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasValue(JsonNode row) {
    for (JsonNode cell : row.path("cells")) {
      if (!cell.path("text").asString("").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void table(JsonNode table) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(table.path("rowHeading").asString("")));
    int columns = Math.min(COLUMNS, table.path("columns").size());
    for (int i = 0; i < columns; i++) {
      head.add(label(table.path("columns").path(i)));
    }
    lines.add(head);
    List<JsonNode> told = new ArrayList<>();
    table.path("rows").forEach(row -> told.add(row));
    told.removeIf(row -> !hasValue(row));
    told.stream().limit(ROWS).forEach(row -> lines.add(row(row, columns)));
    align(lines);
    int more = told.size() - ROWS;
    if (more > 0) {
      text.append("  … ").append(more).append(" more rows in report.md\n");
    }
  }

  private static String label(JsonNode column) {
    JsonNode unit = column.path("unit");
    return column.path("label").asString("")
        + (unit.isString() ? " (" + unit.asString() + ")" : "");
  }

  private List<String> row(JsonNode row, int columns) {
    List<String> cells = new ArrayList<>(List.of(row.path("label").asString("")));
    for (int i = 0; i < columns; i++) {
      JsonNode cell = row.path("cells").path(i);
      String value = cell.path("text").asString("");
      JsonNode evidence = cell.path("evidence");
      if (value.isEmpty() || evidence.isEmpty()) {
        cells.add(value);
      } else {
        int number = evidence.path(0).asInt();
        shown.add(number);
        cells.add(cut(value, CELL - 6) + " [" + number + "]");
      }
    }
    return cells;
  }

  private void align(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.min(CELL, line.get(i).length()));
      }
    }
    for (List<String> line : lines) {
      StringBuilder out = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        out.append(String.format("%-" + (widths[i] + 2) + "s", cut(line.get(i), widths[i])));
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
  }

  private void quotes() {
    text.append("\nQuotes\n");
    int told = 0;
    for (JsonNode evidence : report.path("evidence")) {
      if (shown.contains(evidence.path("number").asInt()) && told < QUOTES) {
        told++;
        text.append(
            String.format(
                "  [%d] \"%s\"  %s%n",
                evidence.path("number").asInt(),
                cut(evidence.path("quote").asString("").replaceAll("\\s+", " ").strip(), QUOTE),
                evidence.path("sourceUrl").asString("")));
      }
    }
    int more = report.path("evidence").size() - told;
    if (more > 0) {
      text.append("  … ").append(more).append(" more quotes in report.md\n");
    }
  }

  private static String cut(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, Math.max(0, width - 1)) + "…";
  }
}
