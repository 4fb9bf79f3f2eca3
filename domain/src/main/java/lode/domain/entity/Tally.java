package lode.domain.entity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The candidates that put up the same value, heaviest first. */
record Tally(String key, List<Candidate> candidates, double weight) {

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
    return byKey.entrySet().stream().map(e -> Tally.of(e.getKey(), e.getValue())).toList();
  }

  int count() {
    return candidates.size();
  }

  private static Tally of(String key, List<Candidate> heaviestFirst) {
    double weight = heaviestFirst.stream().mapToDouble(Candidate::weight).sum();
    return new Tally(key, heaviestFirst, weight);
  }

  /** The candidate with the most common spelling; then the heaviest. */
  Candidate representative() {
    return mostCommon(candidates, Candidate::spelling);
  }

  /** The first with the most common of what the function gives. */
  static <T> T mostCommon(List<T> heaviestFirst, Function<T, String> spelling) {
    Map<String, Integer> counts = new HashMap<>();
    heaviestFirst.forEach(entry -> counts.merge(spelling.apply(entry), 1, Integer::sum));
    T best = heaviestFirst.get(0);
    int most = counts.get(spelling.apply(best));
    for (T entry : heaviestFirst) {
      int count = counts.get(spelling.apply(entry));
      if (count > most) {
        best = entry;
        most = count;
      }
    }
    return best;
  }
}
