package lode.domain.report;

import java.util.ArrayList;
import java.util.List;
import lode.domain.project.FieldGroup;

/**
 * Makes the model of a report from consolidated records, without a model and without dropping
 * anything silently: what does not fit is counted, what is not known is said.
 */
public final class ReportCompiler {

  static final String NO_MODEL =
      "No model is configured: values come from the pages' own markup, tables and labels only.";
  static final String EMPTY_CELLS =
      "An empty cell means that no value was found; it does not mean no or zero.";
  static final String NOTHING = "Nothing has been extracted yet for what this report asks.";

  private final ReportRequest request;
  private final ReportInput input;
  private final Omissions omissions = new Omissions();
  private final EvidenceRegister register = new EvidenceRegister();
  private final TableWriter tables;

  private ReportCompiler(ReportRequest request, ReportInput input) {
    this.request = request;
    this.input = input;
    this.tables = new TableWriter(request.effectiveLimits(), register, omissions);
  }

  /**
   * Compiles a report.
   *
   * @param request without {@link ReportRequest#problems problems} for the schema of the input
   */
  public static ReportModel compile(ReportRequest request, ReportInput input) {
    return new ReportCompiler(request, input).model();
  }

  private ReportModel model() {
    List<Subject> subjects = new Subjects(request, input, omissions).find();
    List<ReportSection> sections =
        request.selection(input.schema()).stream().map(group -> section(group, subjects)).toList();
    omissions.add("further quotes", register.unused(), "the project's records and extractions");
    return new ReportModel(
        title(subjects),
        request.type(),
        input.generatedAt(),
        input.schemaVersion(),
        sections,
        register.all(),
        omissions.all(),
        notes(sections));
  }

  private ReportSection section(FieldGroup group, List<Subject> subjects) {
    List<String> notes = new ArrayList<>();
    for (Subject subject : subjects) {
      if (subject.items(group.name()).isEmpty()
          && request.effectiveGroupBy() == ReportGrouping.SOURCE_GROUP) {
        notes.add("Nothing was found for " + subject.label() + ".");
      }
    }
    ReportTable table = group.entityList() ? entities(group, subjects) : plain(group, subjects);
    return new ReportSection(Labels.of(group.name()), group.name(), List.of(table), notes);
  }

  private ReportTable plain(FieldGroup group, List<Subject> subjects) {
    return request.type() == ReportType.TABLE
        ? tables.subjectsDown(rowHeading(), group, subjects)
        : tables.fieldsDown(group, subjects);
  }

  private ReportTable entities(FieldGroup group, List<Subject> subjects) {
    return request.type() == ReportType.COMPARISON
        ? tables.matrix(group, subjects)
        : tables.entitiesDown(rowHeading(), group, subjects);
  }

  private String rowHeading() {
    return switch (request.effectiveGroupBy()) {
      case SOURCE_GROUP -> input.schema().effectiveSourceLabel();
      case SOURCE -> "Page";
      case HOST -> "Host";
    };
  }

  private String title(List<Subject> subjects) {
    if (request.title() != null) {
      return request.title();
    }
    List<String> labels = subjects.stream().map(Subject::label).toList();
    return switch (request.type()) {
      case SINGLE -> String.join(", ", labels) + ": " + input.schema().name();
      case COMPARISON ->
          labels.size() > 5
              ? "Comparison of " + labels.size() + ": " + input.schema().name()
              : "Comparison: " + String.join(", ", labels);
      case TABLE -> "Table: " + input.schema().name();
    };
  }

  private List<String> notes(List<ReportSection> sections) {
    List<String> notes = new ArrayList<>();
    List<ReportCell> cells =
        sections.stream()
            .flatMap(section -> section.tables().stream())
            .flatMap(table -> table.rows().stream())
            .flatMap(row -> row.cells().stream())
            .toList();
    if (cells.stream().noneMatch(ReportCell::found)) {
      notes.add(NOTHING);
    } else if (!cells.stream().allMatch(ReportCell::found)) {
      notes.add(EMPTY_CELLS);
    }
    if (!input.modelConfigured()) {
      notes.add(NO_MODEL);
    }
    return notes;
  }
}
