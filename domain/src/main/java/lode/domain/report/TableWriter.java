package lode.domain.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lode.domain.entity.Conflict;
import lode.domain.entity.ConsolidatedField;
import lode.domain.entity.ConsolidatedItem;
import lode.domain.entity.EntityKey;
import lode.domain.entity.Evidence;
import lode.domain.entity.Provenance;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the tables of one report; notes what does not fit. */
final class TableWriter {

  /** Quotes shown for one value; a reader who wants all of them reads the record. */
  private static final int QUOTES = 3;

  private static final int QUOTES_OF_CONFLICT = 1;

  private final ReportLimits limits;
  private final EvidenceRegister register;
  private final Omissions omissions;

  TableWriter(ReportLimits limits, EvidenceRegister register, Omissions omissions) {
    this.limits = limits;
    this.register = register;
    this.omissions = omissions;
  }

  /** A plain group: subjects down, fields across. */
  ReportTable subjectsDown(String heading, FieldGroup group, List<Subject> subjects) {
    List<ReportRow> rows = new ArrayList<>();
    for (Subject subject : subjects) {
      List<ConsolidatedItem> items = subject.items(group.name());
      rows.add(row(subject.label(), group, items.isEmpty() ? null : items.get(0)));
    }
    return new ReportTable(heading, columns(group), rows);
  }

  /** An entity list: entities down, each with the subject it belongs to, fields across. */
  ReportTable entitiesDown(String heading, FieldGroup group, List<Subject> subjects) {
    List<ReportRow> rows = new ArrayList<>();
    for (Subject subject : subjects) {
      for (ConsolidatedItem item : withinLimit(group, subject)) {
        rows.add(row(subject.label(), group, item));
      }
    }
    return new ReportTable(heading, columns(group), rows);
  }

  /** A plain group: fields down, subjects across. */
  ReportTable fieldsDown(FieldGroup group, List<Subject> subjects) {
    List<ReportRow> rows = new ArrayList<>();
    for (Field field : group.fields()) {
      List<ReportCell> cells = new ArrayList<>();
      for (Subject subject : subjects) {
        List<ConsolidatedItem> items = subject.items(group.name());
        cells.add(items.isEmpty() ? ReportCell.EMPTY : cell(field, items.get(0)));
      }
      rows.add(new ReportRow(Labels.of(field.name()), field.unit(), cells));
    }
    return new ReportTable("Field", columns(subjects), rows);
  }

  /** An entity list: entities of all subjects down, subjects across, details in the cells. */
  ReportTable matrix(FieldGroup group, List<Subject> subjects) {
    Map<EntityKey, Map<String, ConsolidatedItem>> entities = new TreeMap<>();
    for (Subject subject : subjects) {
      for (ConsolidatedItem item : withinLimit(group, subject)) {
        entities
            .computeIfAbsent(key(group, item), k -> new LinkedHashMap<>())
            .putIfAbsent(subject.label(), item);
      }
    }
    List<ReportRow> rows = new ArrayList<>();
    for (Map<String, ConsolidatedItem> bySubject : entities.values()) {
      String label = entityLabel(group, bySubject.values().iterator().next());
      List<ReportCell> cells = new ArrayList<>();
      for (Subject subject : subjects) {
        ConsolidatedItem item = bySubject.get(subject.label());
        cells.add(item == null ? ReportCell.EMPTY : details(group, item));
      }
      rows.add(new ReportRow(label, null, cells));
    }
    return new ReportTable(Labels.of(group.name()), columns(subjects), rows);
  }

  private List<ConsolidatedItem> withinLimit(FieldGroup group, Subject subject) {
    List<ConsolidatedItem> items = subject.items(group.name());
    int limit = limits.effectiveMaxEntities();
    if (items.size() <= limit) {
      return items;
    }
    omissions.add(
        "entities in " + group.name() + " of " + subject.label(),
        items.size() - limit,
        records(group));
    return items.subList(0, limit);
  }

  private ReportRow row(String label, FieldGroup group, @Nullable ConsolidatedItem item) {
    List<ReportCell> cells = new ArrayList<>();
    for (Field field : group.fields()) {
      cells.add(item == null ? ReportCell.EMPTY : cell(field, item));
    }
    return new ReportRow(label, null, cells);
  }

  private ReportCell cell(Field field, ConsolidatedItem item) {
    ConsolidatedField elected = item.fields().get(field.name());
    if (elected == null || elected.value().isNull()) {
      return ReportCell.EMPTY;
    }
    Provenance provenance = elected.provenance();
    List<Integer> evidence =
        register.numbers(provenance.evidence(), QUOTES, provenance.moreEvidence());
    List<CellConflict> conflicts =
        provenance.conflicts().stream().map(conflict -> conflict(field, conflict)).toList();
    return new ReportCell(
        elected.value(),
        Labels.value(field, elected.value(), elected.unit()),
        confidence(provenance),
        provenance.evidence().isEmpty() ? null : provenance.evidence().get(0).tier(),
        evidence,
        conflicts,
        provenance.moreConflicts());
  }

  private CellConflict conflict(Field field, Conflict conflict) {
    return new CellConflict(
        conflict.value(),
        Labels.value(field, conflict.value(), conflict.unit()),
        conflict.sourceCount(),
        register.numbers(conflict.evidence(), QUOTES_OF_CONFLICT, conflict.moreEvidence()));
  }

  /** One cell for an entity: its first details, or only that it is there. */
  private ReportCell details(FieldGroup group, ConsolidatedItem item) {
    List<Field> known =
        group.fields().stream().filter(field -> item.fields().containsKey(field.name())).toList();
    List<Field> details =
        known.stream().filter(field -> !group.identity().contains(field.name())).toList();
    int limit = limits.effectiveMaxDetails();
    omissions.add("details of entities in " + group.name(), details.size() - limit, records(group));
    List<String> texts = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<CellConflict> conflicts = new ArrayList<>();
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    for (Field field : details.isEmpty() ? known : details.stream().limit(limit).toList()) {
      ReportCell cell = cell(field, item);
      texts.add(detail(field, cell.text()));
      value.set(field.name(), cell.value());
      for (CellConflict conflict : cell.conflicts()) {
        String text = detail(field, conflict.text());
        conflicts.add(
            new CellConflict(conflict.value(), text, conflict.sourceCount(), conflict.evidence()));
      }
      cell.evidence().stream().filter(n -> !numbers.contains(n)).forEach(numbers::add);
    }
    String text = details.isEmpty() ? "Yes" : String.join("; ", texts);
    return new ReportCell(value, text, best(item), null, numbers, conflicts, 0);
  }

  private static String detail(Field field, String text) {
    String words = Labels.of(field.name()) + " " + text;
    return field.unit() == null ? words : words + " " + field.unit();
  }

  private static String records(FieldGroup group) {
    return "the project's records with fieldGroup " + group.name();
  }

  private static EntityKey key(FieldGroup group, ConsolidatedItem item) {
    EntityKey key = EntityKey.of(group, name -> value(item, name));
    return key.isEmpty() ? new EntityKey(List.of("", item.fields().toString())) : key;
  }

  private static String entityLabel(FieldGroup group, ConsolidatedItem item) {
    List<String> parts = new ArrayList<>();
    for (String name : group.identity()) {
      JsonNode value = value(item, name);
      if (value != null) {
        parts.add(Labels.value(value));
      }
    }
    return parts.isEmpty() ? "(unnamed)" : String.join(", ", parts);
  }

  private static @Nullable JsonNode value(ConsolidatedItem item, String field) {
    ConsolidatedField value = item.fields().get(field);
    return value == null ? null : value.value();
  }

  private static Double best(ConsolidatedItem item) {
    return item.fields().values().stream()
        .mapToDouble(field -> confidence(field.provenance()))
        .max()
        .orElse(0);
  }

  private static double confidence(Provenance provenance) {
    return provenance.weight() > 0
        ? provenance.evidence().stream().mapToDouble(Evidence::confidence).max().orElse(0)
        : 0;
  }

  private static List<ReportColumn> columns(FieldGroup group) {
    return group.fields().stream()
        .map(
            field ->
                new ReportColumn(
                    group.name() + "." + field.name(),
                    Labels.of(field.name()),
                    field.unit(),
                    field.type()))
        .toList();
  }

  private static List<ReportColumn> columns(List<Subject> subjects) {
    return subjects.stream()
        .map(subject -> new ReportColumn(subject.label(), subject.label(), null, null))
        .toList();
  }
}
