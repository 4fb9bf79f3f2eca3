package lode.domain.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.SchemaProblem;
import org.jspecify.annotations.Nullable;

/**
 * What a report is to show.
 *
 * @param title heading; made from the type and the source groups when null
 * @param sourceGroups in the order to show; empty means all, in alphabetical order
 * @param fieldGroups in the order to show; empty means all, in the order of the schema
 * @param columns fields to show, as {@code field} or {@code group.field}; empty means all
 * @param groupBy what a row of a table is; source group when null
 */
public record ReportRequest(
    ReportType type,
    @Nullable String title,
    List<String> sourceGroups,
    List<String> fieldGroups,
    List<String> columns,
    @Nullable ReportGrouping groupBy,
    @Nullable ReportLimits limits) {

  private static final int TITLE_LENGTH = 200;

  public ReportRequest {
    sourceGroups = sourceGroups == null ? List.of() : List.copyOf(sourceGroups);
    fieldGroups = fieldGroups == null ? List.of() : List.copyOf(fieldGroups);
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /** A report of that type over everything. */
  public static ReportRequest of(ReportType type) {
    return new ReportRequest(type, null, List.of(), List.of(), List.of(), null, null);
  }

  /** What a row of a table is. */
  public ReportGrouping effectiveGroupBy() {
    return groupBy == null ? ReportGrouping.SOURCE_GROUP : groupBy;
  }

  /** The bounds. */
  public ReportLimits effectiveLimits() {
    return limits == null ? ReportLimits.DEFAULT : limits;
  }

  /** What is wrong with the request for a project of this schema; empty when it can be compiled. */
  public List<SchemaProblem> problems(ExtractionSchema schema) {
    List<SchemaProblem> problems = new ArrayList<>();
    if (type == null) {
      problems.add(problem("/type", "is missing; use one of single, comparison, table"));
    }
    if (title != null && (title.isBlank() || title.length() > TITLE_LENGTH)) {
      problems.add(problem("/title", "must have 1 to " + TITLE_LENGTH + " characters"));
    }
    checkSourceGroups(problems);
    checkFieldGroups(schema, problems);
    checkColumns(schema, problems);
    if (type != ReportType.TABLE && effectiveGroupBy() != ReportGrouping.SOURCE_GROUP) {
      problems.add(
          problem("/groupBy", "only a table can do that; leave it out or set type to table"));
    }
    ReportLimits limits = effectiveLimits();
    checkLimit("maxExtractionsPerGroup", limits.maxExtractionsPerGroup(), 10_000, problems);
    checkLimit("maxDetails", limits.maxDetails(), 30, problems);
    checkLimit("maxEntities", limits.maxEntities(), 1000, problems);
    return List.copyOf(problems);
  }

  /** The field groups to show, each with only the fields to show. */
  List<FieldGroup> selection(ExtractionSchema schema) {
    List<FieldGroup> groups =
        fieldGroups.isEmpty()
            ? schema.fieldGroups()
            : fieldGroups.stream().flatMap(name -> schema.fieldGroup(name).stream()).toList();
    return groups.stream()
        .filter(group -> group.fields().stream().anyMatch(field -> isSelected(group, field)))
        .map(this::withSelectedFields)
        .toList();
  }

  /** Entities keep their identity fields: a row without its name tells nothing. */
  private FieldGroup withSelectedFields(FieldGroup group) {
    List<String> identity = group.entityList() ? group.effectiveIdentity() : List.of();
    List<Field> fields =
        group.fields().stream()
            .filter(field -> identity.contains(field.name()) || isSelected(group, field))
            .toList();
    return new FieldGroup(
        group.name(),
        group.description(),
        group.entityList(),
        identity,
        group.maxItems(),
        group.hint(),
        fields);
  }

  private boolean isSelected(FieldGroup group, Field field) {
    return columns.isEmpty()
        || columns.contains(field.name())
        || columns.contains(group.name() + "." + field.name());
  }

  private void checkSourceGroups(List<SchemaProblem> problems) {
    checkUnique("sourceGroups", sourceGroups, problems);
    if (type == ReportType.SINGLE && sourceGroups.size() != 1) {
      problems.add(problem("/sourceGroups", "a single report needs exactly one; name it"));
    }
    if (type == ReportType.COMPARISON && sourceGroups.size() == 1) {
      problems.add(
          problem("/sourceGroups", "a comparison needs two or more; add one, or none for all"));
    }
  }

  private void checkFieldGroups(ExtractionSchema schema, List<SchemaProblem> problems) {
    checkUnique("fieldGroups", fieldGroups, problems);
    for (int i = 0; i < fieldGroups.size(); i++) {
      if (schema.fieldGroup(fieldGroups.get(i)).isEmpty()) {
        String known =
            String.join(", ", schema.fieldGroups().stream().map(FieldGroup::name).toList());
        problems.add(
            problem(
                "/fieldGroups/" + i, "the schema has no such field group; use one of " + known));
      }
    }
  }

  private void checkColumns(ExtractionSchema schema, List<SchemaProblem> problems) {
    checkUnique("columns", columns, problems);
    Set<String> known = new HashSet<>();
    for (FieldGroup group : schema.fieldGroups()) {
      if (fieldGroups.isEmpty() || fieldGroups.contains(group.name())) {
        group.fields().forEach(field -> known.add(field.name()));
        group.fields().forEach(field -> known.add(group.name() + "." + field.name()));
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!known.contains(columns.get(i))) {
        problems.add(
            problem(
                "/columns/" + i,
                "no field group of the report has such a field; use field or group.field"));
      }
    }
  }

  private static void checkUnique(String key, List<String> values, List<SchemaProblem> problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        problems.add(problem("/" + key + "/" + i, "stands here twice; remove one"));
      }
    }
  }

  private static void checkLimit(
      String name, @Nullable Integer limit, int max, List<SchemaProblem> problems) {
    if (limit != null && (limit < 1 || limit > max)) {
      problems.add(problem("/limits/" + name, "must be a whole number from 1 to " + max));
    }
  }

  private static SchemaProblem problem(String pointer, String message) {
    return new SchemaProblem(pointer, message);
  }
}
