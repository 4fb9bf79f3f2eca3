package lode.domain.entity;

import java.util.List;
import lode.domain.project.ConsolidationStrategy;

/**
 * Why a consolidated value is what it is.
 *
 * @param sourceCount sources (of different content) that had a vote
 * @param agreement share of those that state the elected value, 0 to 1; for a union the mean share
 *     over its entries
 * @param weight sum of the weights behind the value; 0 says that no source has evidence for it
 * @param evidence the heaviest, at most {@link #EVIDENCE_LIMIT}; for a union first those that add an
 *     entry
 * @param moreEvidence how many more there are
 * @param conflicts other values with evidence, heaviest first, at most {@link #CONFLICT_LIMIT}
 * @param moreConflicts how many more there are
 */
public record Provenance(
    ConsolidationStrategy strategy,
    int sourceCount,
    double agreement,
    double weight,
    List<Evidence> evidence,
    int moreEvidence,
    List<Conflict> conflicts,
    int moreConflicts) {

  /** Pieces of evidence that are kept for one value. */
  public static final int EVIDENCE_LIMIT = 5;

  /** Conflicting values that are kept for one field. */
  public static final int CONFLICT_LIMIT = 5;

  public Provenance {
    evidence = List.copyOf(evidence);
    conflicts = List.copyOf(conflicts);
  }
}
