package lode.domain.extraction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.document.LabelledValue;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;

/**
 * Says which groups a table or list of labelled values speaks to: "Weight" in a product's data is no
 * fact of a company, although both may have a field for it. The kind of thing whose fields a block
 * names most often owns it.
 */
final class BlockOwners {

  private final Map<Integer, Map<FieldGroup, Set<String>>> named = new HashMap<>();
  private final Map<FieldGroup, Subject> subjects = new HashMap<>();
  private final @Nullable Subject pageSubject;

  BlockOwners(PageFacts page, Map<FieldGroup, LabelledReader> readers) {
    this.pageSubject = page.subject();
    readers.keySet().forEach(group -> subjects.put(group, Subject.of(group)));
    Set<Integer> tables = page.tablesOfThings();
    for (LabelledValue labelled : page.document().labelledValues()) {
      readers.forEach(
          (group, reader) -> {
            // A table with a thing in each row has nothing to say to a single record.
            boolean ofThings =
                tables.contains(labelled.block())
                    || labelled.subject() != null
                        && page.thingsSideBySide().contains(labelled.subject());
            if (group.entityList() || !ofThings) {
              reader
                  .read(labelled)
                  .ifPresent(found -> note(labelled.block(), group, found.field().name()));
            }
          });
    }
  }

  private void note(int block, FieldGroup group, String field) {
    named
        .computeIfAbsent(block, key -> new HashMap<>())
        .computeIfAbsent(group, key -> new HashSet<>())
        .add(field);
  }

  /** Whether the block may speak to the group. */
  boolean speaksTo(int block, FieldGroup group) {
    Subject own = subjects.get(group);
    if (own == null) {
      return true;
    }
    Map<FieldGroup, Set<String>> counts = named.getOrDefault(block, Map.of());
    int mine = most(counts, own);
    for (Subject other : Subject.values()) {
      int theirs = other == own ? 0 : most(counts, other);
      if (theirs > mine || theirs > 0 && theirs == mine && loses(own, other)) {
        return false;
      }
    }
    return true;
  }

  private int most(Map<FieldGroup, Set<String>> counts, Subject subject) {
    return counts.entrySet().stream()
        .filter(entry -> subjects.get(entry.getKey()) == subject)
        .mapToInt(entry -> entry.getValue().size())
        .max()
        .orElse(0);
  }

  /** A tie goes to what the page is about, else to single records before lists. */
  private boolean loses(Subject own, Subject other) {
    if (pageSubject != null && (pageSubject == own || pageSubject == other)) {
      return pageSubject == other;
    }
    return allLists(own) && !allLists(other);
  }

  private boolean allLists(Subject subject) {
    List<FieldGroup> groups =
        subjects.entrySet().stream()
            .filter(entry -> entry.getValue() == subject)
            .map(Map.Entry::getKey)
            .toList();
    return groups.stream().allMatch(FieldGroup::entityList);
  }
}
