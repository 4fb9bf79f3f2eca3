package lode.domain.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two schemas by name, whatever their order; a renamed group or field is one removed and
 * one added. Effective values are compared, so writing out a default is no change.
 *
 * <table>
 * <caption>What breaks</caption>
 * <tr><th>compatible</th><th>breaking, as old values may not fit</th></tr>
 * <tr><td>new group, new optional field</td><td>new required field, removed group or field</td></tr>
 * <tr><td>names, descriptions, hints, labels</td><td>type, unit, identity, entity list or not</td></tr>
 * <tr><td>required to optional</td><td>optional to required</td></tr>
 * <tr><td>added enum values</td><td>removed enum values</td></tr>
 * <tr><td>raised maxItems</td><td>lowered maxItems</td></tr>
 * <tr><td>pattern removed</td><td>pattern added or changed</td></tr>
 * <tr><td>grounding that asks for less</td><td>grounding that asks for more</td></tr>
 * <tr><td>consolidation: records are elected again from the same extractions</td><td></td></tr>
 * </table>
 */
public final class SchemaDiff {

  private final List<SchemaChange> changes = new ArrayList<>();

  private SchemaDiff() {}

  /** What changed; empty when the schemas mean the same. */
  public static List<SchemaChange> between(ExtractionSchema before, ExtractionSchema after) {
    SchemaDiff diff = new SchemaDiff();
    diff.compatible("", "name", before.name(), after.name());
    diff.compatible("", "version", before.version(), after.version());
    diff.compatible("", "description", before.description(), after.description());
    diff.compatible("", "sourceLabel", before.effectiveSourceLabel(), after.effectiveSourceLabel());
    diff.groups(before, after);
    return List.copyOf(diff.changes);
  }

  /** Whether one of the changes breaks. */
  public static boolean breaks(List<SchemaChange> changes) {
    return changes.stream().anyMatch(SchemaChange::breaking);
  }

  private void groups(ExtractionSchema before, ExtractionSchema after) {
    for (FieldGroup old : before.fieldGroups()) {
      Optional<FieldGroup> now = after.fieldGroup(old.name());
      if (now.isPresent()) {
        group(old, now.get());
      } else {
        add(old.name(), "removed", true);
      }
    }
    for (FieldGroup now : after.fieldGroups()) {
      if (before.fieldGroup(now.name()).isEmpty()) {
        add(now.name(), "added", false);
      }
    }
  }

  private void group(FieldGroup old, FieldGroup now) {
    String path = old.name();
    compatible(path, "description", old.description(), now.description());
    compatible(path, "hint", old.hint(), now.hint());
    if (old.entityList() != now.entityList()) {
      add(path, "entityList", true);
    } else if (now.entityList()) {
      breaking(
          path,
          "identity",
          Set.copyOf(old.effectiveIdentity()),
          Set.copyOf(now.effectiveIdentity()));
      if (old.effectiveMaxItems() != now.effectiveMaxItems()) {
        add(path, "maxItems", now.effectiveMaxItems() < old.effectiveMaxItems());
      }
    }
    for (Field field : old.fields()) {
      Optional<Field> same = now.field(field.name());
      if (same.isPresent()) {
        field(path + "." + field.name(), field, same.get());
      } else {
        add(path + "." + field.name(), "removed", true);
      }
    }
    for (Field field : now.fields()) {
      if (old.field(field.name()).isEmpty()) {
        add(path + "." + field.name(), "added", field.required());
      }
    }
  }

  private void field(String path, Field old, Field now) {
    breaking(path, "type", old.type(), now.type());
    compatible(path, "description", old.description(), now.description());
    if (old.required() != now.required()) {
      add(path, "required", now.required());
    }
    enumValues(path, Set.copyOf(old.enumValues()), Set.copyOf(now.enumValues()));
    breaking(path, "unit", old.unit(), now.unit());
    if (!Objects.equals(old.pattern(), now.pattern())) {
      add(path, "pattern", now.pattern() != null);
    }
    if (old.effectiveGrounding() != now.effectiveGrounding()) {
      // The modes are declared from the most evidence to none.
      add(path, "grounding", now.effectiveGrounding().compareTo(old.effectiveGrounding()) < 0);
    }
    compatible(path, "consolidation", old.effectiveConsolidation(), now.effectiveConsolidation());
  }

  private void enumValues(String path, Set<String> old, Set<String> now) {
    if (!old.equals(now)) {
      Set<String> removed = new HashSet<>(old);
      removed.removeAll(now);
      add(path, "enumValues", !removed.isEmpty());
    }
  }

  private void compatible(String path, String kind, @Nullable Object old, @Nullable Object now) {
    if (!Objects.equals(old, now)) {
      add(path, kind, false);
    }
  }

  private void breaking(String path, String kind, @Nullable Object old, @Nullable Object now) {
    if (!Objects.equals(old, now)) {
      add(path, kind, true);
    }
  }

  private void add(String path, String kind, boolean breaking) {
    changes.add(new SchemaChange(path, kind, breaking));
  }
}
