package lode.domain.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lode.domain.project.FieldType;

/**
 * Renders a report as markdown (CommonMark with GitHub's tables and footnotes). Text from pages is
 * escaped throughout; the only links are the addresses of sources.
 */
public final class MarkdownReport {

  private static final String NOT_FOUND = "–";

  private final StringBuilder out = new StringBuilder();

  private MarkdownReport() {}

  /** The whole report, ending in a line break. */
  public static String render(ReportModel model) {
    MarkdownReport report = new MarkdownReport();
    report.head(model);
    model.sections().forEach(report::section);
    report.omissions(model.omissions());
    report.evidence(model.evidence());
    return report.out.toString();
  }

  private void head(ReportModel model) {
    line("# " + text(model.title()));
    line("");
    String type = Labels.of(model.type().label());
    line(
        "%s report, generated %s, schema version %d."
            .formatted(type, model.generatedAt(), model.schemaVersion()));
    bullets(model.notes());
  }

  private void section(ReportSection section) {
    line("");
    line("## " + text(section.heading()));
    for (ReportTable table : section.tables()) {
      table(table);
    }
    bullets(section.notes());
  }

  private void table(ReportTable table) {
    if (table.rows().isEmpty()) {
      return;
    }
    line("");
    line(
        table.columns().stream()
            .map(column -> text(column.heading()))
            .collect(Collectors.joining(" | ", "| " + text(table.rowHeading()) + " | ", " |")));
    line(
        table.columns().stream()
            .map(MarkdownReport::alignment)
            .collect(Collectors.joining("|", "|---|", "|")));
    for (ReportRow row : table.rows()) {
      line(
          row.cells().stream()
              .map(MarkdownReport::cell)
              .collect(Collectors.joining(" | ", "| " + text(row.heading()) + " | ", " |")));
    }
  }

  private static String alignment(ReportColumn column) {
    boolean number = column.type() == FieldType.NUMBER || column.type() == FieldType.INTEGER;
    return number ? "---:" : "---";
  }

  private static String cell(ReportCell cell) {
    if (!cell.found()) {
      return NOT_FOUND;
    }
    StringBuilder text = new StringBuilder(text(cell.text()));
    text.append(cell.lacksEvidence() ? " (no evidence)" : "").append(references(cell.evidence()));
    if (!cell.conflicts().isEmpty()) {
      text.append(
          cell.conflicts().stream()
              .map(conflict -> text(conflict.text()) + references(conflict.evidence()))
              .collect(Collectors.joining("; ", " (also stated: ", "")));
      text.append(cell.moreConflicts() > 0 ? "; and " + cell.moreConflicts() + " more)" : ")");
    }
    return text.toString();
  }

  private static String references(List<Integer> numbers) {
    return numbers.stream().map(number -> "[^" + number + "]").collect(Collectors.joining());
  }

  private void omissions(List<Omission> omissions) {
    if (omissions.isEmpty()) {
      return;
    }
    line("");
    line("## Left out");
    line("");
    for (Omission omission : omissions) {
      line(
          "- %d %s; see %s."
              .formatted(omission.count(), text(omission.what()), text(omission.where())));
    }
  }

  private void evidence(List<ReportEvidence> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    line("");
    line("## Evidence");
    for (ReportEvidence entry : evidence) {
      line("");
      line("[^%d]: %s".formatted(entry.number(), footnote(entry)));
    }
  }

  private static String footnote(ReportEvidence entry) {
    String link = MarkdownText.link(entry.sourceUrl());
    String tier = entry.tier().label();
    if (entry.quote().isEmpty() || entry.charStart() < 0) {
      return "no quote; %s (%s)".formatted(link, tier);
    }
    return "“%s”, %s, %scharacters %d to %d (%s, %s)"
        .formatted(
            text(entry.quote()),
            link,
            place(entry),
            entry.charStart(),
            entry.charEnd(),
            entry.match().label().toLowerCase(Locale.ROOT),
            tier);
  }

  private static String place(ReportEvidence entry) {
    if (entry.page() != null) {
      return "page " + entry.page() + ", ";
    }
    String row = entry.row() == null ? "" : " row " + entry.row();
    return entry.sheet() == null ? "" : "sheet " + text(entry.sheet()) + row + ", ";
  }

  private void bullets(List<String> texts) {
    if (!texts.isEmpty()) {
      line("");
      texts.forEach(text -> line("- " + text(text)));
    }
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String text(String text) {
    return MarkdownText.escape(text);
  }
}
