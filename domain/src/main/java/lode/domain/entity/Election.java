package lode.domain.entity;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lode.domain.project.ConsolidationStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Elects one value for a field. Only values with evidence vote; if there are none, those without
 * may, and the result says so by its weight of 0 - but never for yes or no, where a guess is worse
 * than nothing.
 */
final class Election {

  private static final int HEAVIEST_PROSE = 3;

  private final ConsolidationStrategy strategy;
  private final List<Candidate> ballot;
  private final List<Candidate> alternatives;
  private final Map<String, Double> weightOfVotes = new HashMap<>();

  /**
   * An election.
   *
   * @param votes one candidate for each source
   * @param alternatives further values of the same sources: no vote, but perhaps a conflict
   */
  Election(ConsolidationStrategy strategy, List<Candidate> votes, List<Candidate> alternatives) {
    this.strategy = strategy;
    List<Candidate> sorted = votes.stream().sorted(Candidate.HEAVIEST).toList();
    List<Candidate> withEvidence = sorted.stream().filter(vote -> vote.weight() > 0).toList();
    boolean guess = withEvidence.isEmpty() && strategy != ConsolidationStrategy.ANY_TRUE;
    this.ballot = guess ? sorted : withEvidence;
    ballot.forEach(vote -> weightOfVotes.merge(vote.key(), vote.weight(), Double::sum));
    this.alternatives = alternatives.stream().filter(other -> other.weight() > 0).toList();
  }

  Optional<ConsolidatedField> result() {
    if (ballot.isEmpty()) {
      return Optional.empty();
    }
    if (strategy == ConsolidationStrategy.UNION) {
      return new ListUnion(ballot).result();
    }
    Tally winner = winner();
    Candidate shown = winner.representative();
    List<Tally> conflicts = conflicts(winner);
    Provenance provenance =
        new Provenance(
            strategy,
            ballot.size(),
            (double) winner.count() / ballot.size(),
            winner.weight(),
            evidence(winner.candidates()),
            more(winner.count(), Provenance.EVIDENCE_LIMIT),
            conflicts.stream().limit(Provenance.CONFLICT_LIMIT).map(this::conflict).toList(),
            more(conflicts.size(), Provenance.CONFLICT_LIMIT));
    return Optional.of(
        new ConsolidatedField(shown.value().value(), shown.value().unit(), provenance));
  }

  static List<Evidence> evidence(List<Candidate> candidates) {
    return candidates.stream().limit(Provenance.EVIDENCE_LIMIT).map(Candidate::evidence).toList();
  }

  static int more(int count, int limit) {
    return Math.max(0, count - limit);
  }

  private Tally winner() {
    List<Tally> tallies = Tally.of(ballot);
    return switch (strategy) {
      case FREQUENCY -> tallies.stream().min(Tally.BY_COUNT).orElseThrow();
      case WEIGHTED_FREQUENCY -> tallies.stream().min(Tally.BY_WEIGHT).orElseThrow();
      case WEIGHTED_MEDIAN -> tallyOf(median(), tallies);
      // "true" sorts after "false", and any true is enough.
      case ANY_TRUE -> tallies.get(tallies.size() - 1);
      case LONGEST -> tallyOf(longest(), tallies);
      case UNION -> throw new IllegalStateException("a union has no single winner");
    };
  }

  private Candidate longest() {
    return ballot.stream()
        .limit(HEAVIEST_PROSE)
        .min(
            Comparator.comparingInt((Candidate c) -> -c.value().value().asString().length())
                .thenComparing(Candidate.HEAVIEST))
        .orElseThrow();
  }

  /**
   * The lower weighted median, so that it is always a number that a source states and never a mean
   * that none does. Numbers of different units are not comparable: the unit with more weight has it.
   */
  private Candidate median() {
    @Nullable String unit = heaviestUnit();
    List<Candidate> numbers =
        ballot.stream()
            .filter(vote -> Objects.equals(vote.value().unit(), unit))
            .sorted(Comparator.comparing(Election::number).thenComparing(Candidate.HEAVIEST))
            .toList();
    double total = numbers.stream().mapToDouble(Candidate::weight).sum();
    double share = total > 0 ? 0 : 1;
    double half = (total > 0 ? total : numbers.size()) / 2;
    double passed = 0;
    for (Candidate number : numbers) {
      passed += number.weight() + share;
      if (passed >= half) {
        return number;
      }
    }
    return numbers.get(numbers.size() - 1);
  }

  private @Nullable String heaviestUnit() {
    List<Candidate> byUnit = ballot.stream().map(c -> c.withKey(unitKey(c))).toList();
    return Tally.of(byUnit).stream()
        .min(Tally.BY_WEIGHT)
        .orElseThrow()
        .candidates()
        .get(0)
        .value()
        .unit();
  }

  private List<Tally> conflicts(Tally winner) {
    if (strategy == ConsolidationStrategy.LONGEST) {
      // Other prose about the same thing is no contradiction.
      return List.of();
    }
    List<Candidate> others =
        Stream.concat(ballot.stream(), alternatives.stream())
            .filter(candidate -> candidate.weight() > 0)
            .filter(candidate -> !candidate.key().equals(winner.key()))
            .toList();
    return Tally.of(others).stream()
        .sorted(Comparator.comparingDouble(this::votes).reversed().thenComparing(Tally.BY_WEIGHT))
        .toList();
  }

  private Conflict conflict(Tally tally) {
    Candidate shown = tally.representative();
    long sources = tally.candidates().stream().map(c -> c.answer().sourceId()).distinct().count();
    return new Conflict(
        shown.value().value(),
        shown.value().unit(),
        votes(tally),
        (int) sources,
        evidence(tally.candidates()),
        more(tally.count(), Provenance.EVIDENCE_LIMIT));
  }

  private double votes(Tally tally) {
    return weightOfVotes.getOrDefault(tally.key(), 0.0);
  }

  private static Tally tallyOf(Candidate candidate, List<Tally> tallies) {
    return tallies.stream()
        .filter(tally -> tally.key().equals(candidate.key()))
        .findFirst()
        .orElseThrow();
  }

  private static String unitKey(Candidate candidate) {
    return Objects.requireNonNullElse(candidate.value().unit(), "");
  }

  private static BigDecimal number(Candidate candidate) {
    return candidate.value().value().decimalValue();
  }
}
