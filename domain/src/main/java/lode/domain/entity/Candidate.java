package lode.domain.entity;

import java.util.Comparator;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Match;
import lode.domain.project.Field;
import lode.domain.project.GroundingMode;

/**
 * A value that a source puts up for a field.
 *
 * @param key equal for equal values
 * @param weight the value's confidence; 0 without the evidence that the field asks for
 */
record Candidate(SourceAnswer answer, FieldValue value, String key, double weight) {

  /** Heaviest first; what follows only makes the order total, so that input order never counts. */
  static final Comparator<Candidate> HEAVIEST =
      Comparator.comparingDouble(Candidate::weight)
          .reversed()
          .thenComparing(Candidate::key)
          .thenComparing(candidate -> candidate.answer().sourceUrl())
          .thenComparing(candidate -> candidate.answer().extractionId().value())
          .thenComparing(candidate -> candidate.value().charStart())
          .thenComparing(candidate -> candidate.value().value().toString())
          .thenComparing(candidate -> candidate.value().quote());

  static Candidate of(Field field, boolean identity, SourceAnswer answer, FieldValue value) {
    String key =
        identity
            ? EntityKey.part(field, value.value())
            : ValueKeys.of(field.type(), value.value(), value.unit());
    return new Candidate(answer, value, key, weigh(field, value));
  }

  Evidence evidence() {
    return Evidence.of(answer, value);
  }

  private static double weigh(Field field, FieldValue value) {
    boolean free = field.effectiveGrounding() == GroundingMode.NONE;
    boolean quoted = value.match() != Match.NONE && value.charStart() >= 0;
    return free || quoted ? Math.max(0, Math.min(1, value.confidence())) : 0;
  }
}
