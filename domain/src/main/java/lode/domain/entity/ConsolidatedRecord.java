package lode.domain.entity;

import java.util.List;
import lode.domain.project.ProjectId;

/**
 * What a source group says about a field group, over all of its sources. Key: project, source
 * group, field group and schema version.
 *
 * @param items at most one for a plain group; for an entity list one for each entity
 */
public record ConsolidatedRecord(
    ProjectId projectId,
    String sourceGroup,
    String fieldGroup,
    int schemaVersion,
    List<ConsolidatedItem> items) {

  public ConsolidatedRecord {
    items = List.copyOf(items);
  }
}
