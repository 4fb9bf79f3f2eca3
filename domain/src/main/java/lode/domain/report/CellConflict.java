package lode.domain.report;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Another value that sources state for a cell.
 *
 * @param sourceCount sources that state it
 * @param evidence numbers of {@link ReportEvidence}
 */
public record CellConflict(JsonNode value, String text, int sourceCount, List<Integer> evidence) {

  public CellConflict {
    evidence = List.copyOf(evidence);
  }
}
