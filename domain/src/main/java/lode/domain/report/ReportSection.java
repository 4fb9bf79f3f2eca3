package lode.domain.report;

import java.util.List;

/** The part of a report about one field group. */
public record ReportSection(
    String heading, String fieldGroup, List<ReportTable> tables, List<String> notes) {

  public ReportSection {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }
}
