package lode.domain.entity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lode.domain.project.ConsolidationStrategy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Joins lists: every entry once, in its most common spelling, entries with more weight first. */
final class ListUnion {

  private record Entry(String text, Candidate from) {}

  private final List<Candidate> lists;
  private final Map<String, List<Entry>> entries = new TreeMap<>();

  /** Over one list for each source, heaviest first. */
  ListUnion(List<Candidate> lists) {
    this.lists = lists;
    for (Candidate list : lists) {
      Set<String> seen = new HashSet<>();
      for (String text : texts(list.value().value())) {
        String key = ValueKeys.fold(text);
        if (!key.isEmpty() && seen.add(key)) {
          entries.computeIfAbsent(key, k -> new ArrayList<>()).add(new Entry(text, list));
        }
      }
    }
  }

  Optional<ConsolidatedField> result() {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode value = JsonNodeFactory.instance.arrayNode();
    List<String> ordered = new ArrayList<>(entries.keySet());
    ordered.sort(
        Comparator.comparingDouble((String key) -> weight(entries.get(key)))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    for (String key : ordered) {
      value.add(Tally.mostCommon(entries.get(key), Entry::text).text());
    }
    List<Candidate> evidence = mostTellingFirst();
    Provenance provenance =
        new Provenance(
            ConsolidationStrategy.UNION,
            lists.size(),
            entries.values().stream().mapToDouble(List::size).average().orElse(0) / lists.size(),
            lists.stream().mapToDouble(Candidate::weight).sum(),
            Election.evidence(evidence),
            Election.more(evidence.size(), Provenance.EVIDENCE_LIMIT),
            List.of(),
            0);
    return Optional.of(new ConsolidatedField(value, null, provenance));
  }

  /** Lists that add an entry come first, so that few quotes cover many entries. */
  private List<Candidate> mostTellingFirst() {
    List<Candidate> telling = new ArrayList<>();
    List<Candidate> repeating = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Candidate list : lists) {
      List<String> keys = texts(list.value().value()).stream().map(ValueKeys::fold).toList();
      (seen.addAll(keys) ? telling : repeating).add(list);
    }
    telling.addAll(repeating);
    return telling;
  }

  private static double weight(List<Entry> same) {
    return same.stream().mapToDouble(entry -> entry.from().weight()).sum();
  }

  private static List<String> texts(JsonNode value) {
    if (!value.isArray()) {
      return List.of(value.asString());
    }
    return value.values().stream().map(JsonNode::asString).toList();
  }
}
