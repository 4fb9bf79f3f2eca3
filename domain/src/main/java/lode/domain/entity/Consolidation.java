package lode.domain.entity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Item;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Elects one value for each field from what many sources say. The result depends on the answers
 * alone, never on their order.
 *
 * <ul>
 *   <li>Weight: the confidence of a value; 0 without the evidence that its field asks for.
 *   <li>One source, one vote for a field; sources of equal content have one vote together. Further
 *       values of a source have none, but show as conflicts.
 *   <li>Ties: frequency goes by sources, then weight; weighted frequency by weight, then sources;
 *       what is still equal by the normalised value in alphabetical order. The median is the lower
 *       one. The spelling shown is the most common one, then the heaviest.
 *   <li>Entities: items whose identity fields are equal after normalising are one; an item that
 *       lacks some of them joins the one entity that agrees with it, if there is exactly one; an
 *       item that lacks all is the same only as one with equal values throughout.
 * </ul>
 */
public final class Consolidation {

  private record Mention(SourceAnswer answer, Item item) {}

  private final FieldGroup group;

  private Consolidation(FieldGroup group) {
    this.group = group;
  }

  /** The record of a source group, from the current answer of each of its sources. */
  public static ConsolidatedRecord consolidate(
      ProjectId projectId,
      String sourceGroup,
      int schemaVersion,
      FieldGroup group,
      List<SourceAnswer> answers) {
    List<ConsolidatedItem> items = items(group, answers);
    return new ConsolidatedRecord(projectId, sourceGroup, group.name(), schemaVersion, items);
  }

  /** The elected items: at most one for a plain group, entities in the order of their keys. */
  public static List<ConsolidatedItem> items(FieldGroup group, List<SourceAnswer> answers) {
    Consolidation consolidation = new Consolidation(group);
    List<Mention> mentions = new ArrayList<>();
    for (SourceAnswer answer : differentContents(answers)) {
      answer.items().forEach(item -> mentions.add(new Mention(answer, item)));
    }
    Collection<List<Mention>> entities =
        group.entityList() ? consolidation.resolve(mentions) : List.of(mentions);
    return entities.stream()
        .map(consolidation::elect)
        .filter(item -> !item.fields().isEmpty())
        .toList();
  }

  /** One answer for each content: the fullest, then the first by URL. */
  private static List<SourceAnswer> differentContents(List<SourceAnswer> answers) {
    Map<String, SourceAnswer> byContent = new TreeMap<>();
    answers.stream()
        .sorted(
            Comparator.comparingInt(Consolidation::fullness)
                .reversed()
                .thenComparing(SourceAnswer::sourceUrl)
                .thenComparing(answer -> answer.extractionId().value()))
        .forEach(answer -> byContent.putIfAbsent(answer.contentKey(), answer));
    return List.copyOf(byContent.values());
  }

  private static int fullness(SourceAnswer answer) {
    return answer.items().stream().mapToInt(item -> item.fields().size()).sum();
  }

  private Collection<List<Mention>> resolve(List<Mention> mentions) {
    Map<EntityKey, List<Mention>> entities = new HashMap<>();
    List<Mention> incomplete = new ArrayList<>();
    for (Mention mention : mentions) {
      EntityKey key = key(mention);
      if (key.isComplete()) {
        entities.computeIfAbsent(key, k -> new ArrayList<>()).add(mention);
      } else {
        incomplete.add(mention);
      }
    }
    List<EntityKey> complete = List.copyOf(entities.keySet());
    for (Mention mention : incomplete) {
      EntityKey home = home(mention, complete);
      entities.computeIfAbsent(home, k -> new ArrayList<>()).add(mention);
    }
    return entities.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private EntityKey home(Mention mention, List<EntityKey> complete) {
    EntityKey key = key(mention);
    if (key.isEmpty()) {
      // One part longer than any key of identity fields, so that it can never be taken for one.
      List<String> parts = new ArrayList<>(key.parts());
      parts.add(content(mention.item()));
      return new EntityKey(parts);
    }
    List<EntityKey> agreeing = complete.stream().filter(key::agreesWith).limit(2).toList();
    return agreeing.size() == 1 ? agreeing.get(0) : key;
  }

  private EntityKey key(Mention mention) {
    return EntityKey.of(
        group,
        name -> {
          FieldValue value = mention.item().fields().get(name);
          return value == null ? null : value.value();
        });
  }

  private String content(Item item) {
    return group.fields().stream()
        .filter(field -> item.fields().containsKey(field.name()))
        .map(field -> field.name() + "=" + key(field, item.fields().get(field.name())))
        .collect(Collectors.joining(";"));
  }

  private static String key(Field field, FieldValue value) {
    return ValueKeys.of(field.type(), value.value(), value.unit());
  }

  private ConsolidatedItem elect(List<Mention> mentions) {
    Map<String, ConsolidatedField> fields = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      election(field, mentions).result().ifPresent(value -> fields.put(field.name(), value));
    }
    return new ConsolidatedItem(fields);
  }

  private Election election(Field field, List<Mention> mentions) {
    boolean identity = group.entityList() && group.effectiveIdentity().contains(field.name());
    Map<String, List<Candidate>> bySource = new TreeMap<>();
    List<Candidate> alternatives = new ArrayList<>();
    for (Mention mention : mentions) {
      FieldValue value = stated(mention.item().fields().get(field.name()));
      if (value != null) {
        SourceAnswer answer = mention.answer();
        bySource
            .computeIfAbsent(answer.contentKey(), k -> new ArrayList<>())
            .add(Candidate.of(field, identity, answer, value));
        for (FieldValue other : value.alternatives()) {
          alternatives.add(Candidate.of(field, identity, answer, other));
        }
      }
    }
    List<Candidate> votes = new ArrayList<>();
    for (List<Candidate> candidates : bySource.values()) {
      candidates.sort(Candidate.HEAVIEST);
      votes.add(candidates.get(0));
      alternatives.addAll(candidates.subList(1, candidates.size()));
    }
    return new Election(field.effectiveConsolidation(), votes, alternatives);
  }

  private static @Nullable FieldValue stated(@Nullable FieldValue value) {
    return value == null || value.value().isNull() ? null : value;
  }
}
