package lode.domain.entity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The candidates that put up the same value, heaviest first. */
record Tally(String key, List<Candidate> candidates) {

  static final Comparator<Tally> BY_WEIGHT =
      Comparator.comparingDouble(Tally::weight)
          .reversed()
          .thenComparing(Comparator.comparingInt(Tally::count).reversed())
          .thenComparing(Tally::key);

  static final Comparator<Tally> BY_COUNT =
      Comparator.comparingInt(Tally::count)
          .reversed()
          .thenComparing(Comparator.comparingDouble(Tally::weight).reversed())
          .thenComparing(Tally::key);

  static List<Tally> of(Collection<Candidate> candidates) {
    Map<String, List<Candidate>> byKey = new TreeMap<>();
    candidates.stream()
        .sorted(Candidate.HEAVIEST)
        .forEach(c -> byKey.computeIfAbsent(c.key(), key -> new ArrayList<>()).add(c));
    return byKey.entrySet().stream().map(e -> new Tally(e.getKey(), e.getValue())).toList();
  }

  int count() {
    return candidates.size();
  }

  double weight() {
    return candidates.stream().mapToDouble(Candidate::weight).sum();
  }

  /** The candidate with the most common spelling; then the heaviest. */
  Candidate representative() {
    return mostCommon(candidates, candidate -> candidate.value().value().toString());
  }

  /** The first with the most common of what the function gives. */
  static <T> T mostCommon(List<T> heaviestFirst, Function<T, String> spelling) {
    Map<String, Integer> counts = new TreeMap<>();
    heaviestFirst.forEach(entry -> counts.merge(spelling.apply(entry), 1, Integer::sum));
    T best = heaviestFirst.get(0);
    for (T entry : heaviestFirst) {
      if (counts.get(spelling.apply(entry)) > counts.get(spelling.apply(best))) {
        best = entry;
      }
    }
    return best;
  }
}
