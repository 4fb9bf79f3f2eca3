package lode.domain.entity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Another value that was stated with evidence and not elected.
 *
 * @param weight sum of the weights of the sources that voted for it; 0 when it is only a second
 *     value of sources that voted otherwise
 * @param sourceCount sources that state it
 * @param evidence the heaviest, at most {@link Provenance#EVIDENCE_LIMIT}
 * @param moreEvidence how many more there are
 */
public record Conflict(
    JsonNode value,
    @Nullable String unit,
    double weight,
    int sourceCount,
    List<Evidence> evidence,
    int moreEvidence) {

  public Conflict {
    evidence = List.copyOf(evidence);
  }
}
