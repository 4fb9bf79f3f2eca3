package lode.domain.entity;

import java.util.Comparator;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Match;
import lode.domain.project.Field;
import lode.domain.project.GroundingMode;
import tools.jackson.databind.JsonNode;

/**
 * A value that a source puts up for a field.
 *
 * @param spelling the value as it is written, to choose among equal ones
 * @param key equal for equal values
 * @param weight the value's confidence; 0 without the evidence that the field asks for
 */
record Candidate(
    SourceAnswer answer, FieldValue value, String spelling, String key, double weight) {

  /** Heaviest first; what follows only makes the order total, so that input order never counts. */
  static final Comparator<Candidate> HEAVIEST =
      Comparator.comparingDouble(Candidate::weight)
          .reversed()
          .thenComparing(Candidate::key)
          .thenComparing(candidate -> candidate.answer().sourceUrl())
          .thenComparing(candidate -> candidate.answer().extractionId().value())
          .thenComparing(candidate -> candidate.value().charStart())
          .thenComparing(Candidate::spelling)
          .thenComparing(candidate -> candidate.value().quote());

  static Candidate of(Field field, boolean identity, SourceAnswer answer, FieldValue value) {
    String key =
        identity
            ? EntityKey.part(field, value.value())
            : ValueKeys.of(field.type(), value.value(), value.unit());
    return new Candidate(answer, value, spelling(value.value()), key, weigh(field, value));
  }

  Candidate withKey(String other) {
    return new Candidate(answer, value, spelling, other, weight);
  }

  // Writing JSON is far slower than reading a text, and most values are texts.
  private static String spelling(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
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
